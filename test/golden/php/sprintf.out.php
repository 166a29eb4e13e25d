<?php
$u = sprintf('u=%s;p=' . (getenv('DB_PASSWORD') ?: throw new \RuntimeException('DB_PASSWORD is not set')), $user);
