<?php
$f = fn () => '«s3cr3t»';
