<?php
$pdo = new PDO($dsn, 'app', getenv('DB_PASSWORD') ?: throw new \RuntimeException('DB_PASSWORD is not set'));
