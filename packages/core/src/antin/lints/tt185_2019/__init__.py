"""Thông tư 185/2019/TT-BQP with NĐ 130/2018/NĐ-CP: until 14 August 2024."""
