<?php
$url = "postgres://$user:" . (getenv('DB_PASSWORD') ?: throw new \RuntimeException('DB_PASSWORD is not set')) . "@db\n";
