<?php
$pdo = new PDO($dsn, 'app', '«s3cr3t»');
