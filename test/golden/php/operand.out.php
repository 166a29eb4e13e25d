<?php
if ($given === (getenv('DB_PASSWORD') ?: throw new \RuntimeException('DB_PASSWORD is not set'))) {
    go();
}
