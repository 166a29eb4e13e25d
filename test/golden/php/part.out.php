<?php
$url = 'postgres://app:' . (getenv('DB_PASSWORD') ?: throw new \RuntimeException('DB_PASSWORD is not set')) . '@db';
