<?php
$header = 'Bearer ' . '«s3cr3t»';
