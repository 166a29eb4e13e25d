<?php
$password = getenv('PG_PASSWORD') ?: '«s3cr3t»';
