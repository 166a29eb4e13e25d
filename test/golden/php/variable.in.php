<?php
$password = '«s3cr3t»';
