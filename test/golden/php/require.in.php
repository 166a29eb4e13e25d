<?php
require '«s3cr3t».php';
