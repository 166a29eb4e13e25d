<?php
$a = <<<EOS
password=«s3cr3t»
EOS;
