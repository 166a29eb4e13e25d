<?php
return ['password' => env('PG_PASSWORD', '«s3cr3t»')];
