"use client";
export const key = "«s3cr3t»";
