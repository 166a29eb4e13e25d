<?php
$p = $local ? (getenv('DB_PASSWORD') ?: throw new \RuntimeException('DB_PASSWORD is not set')) : $other;
