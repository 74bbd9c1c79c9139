"""Nghị định 68/2024/NĐ-CP: official-duty certificates, from 15 August 2024."""
