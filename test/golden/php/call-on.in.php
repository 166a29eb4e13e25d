<?php
$n = strlen('«s3cr3t»') + 1;
