<?php
function f(string $password = '«s3cr3t»') {}
