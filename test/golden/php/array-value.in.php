<?php
return ['host' => 'db', 'password' => '«s3cr3t»'];
