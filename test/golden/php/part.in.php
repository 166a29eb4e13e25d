<?php
$url = 'postgres://app:«s3cr3t»@db';
