<?php
$u = sprintf('u=%s;p=«s3cr3t»', $user);
