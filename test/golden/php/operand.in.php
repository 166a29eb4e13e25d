<?php
if ($given === '«s3cr3t»') {
    go();
}
