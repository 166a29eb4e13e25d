<?php
$password = $_ENV['PG_PASSWORD'] ?? '«s3cr3t»';
