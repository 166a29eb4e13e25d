<?php
$p = $local ? '«s3cr3t»' : $other;
