<?php
return ['«s3cr3t»' => 1];
