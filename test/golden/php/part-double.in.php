<?php
$url = "postgres://$user:«s3cr3t»@db\n";
