<?php
define('DB_PASS', '«s3cr3t»');
