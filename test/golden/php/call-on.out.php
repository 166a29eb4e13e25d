<?php
$n = strlen(getenv('DB_PASSWORD') ?: throw new \RuntimeException('DB_PASSWORD is not set')) + 1;
