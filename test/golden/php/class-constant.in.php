<?php
class A
{
    const PASSWORD = ['a' => '«s3cr3t»'];
}
