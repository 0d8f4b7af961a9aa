"""Reading the register's file. Nothing here touches the database."""

from councils.register.reading import (
    REGISTER,
    BrokenRegisterError,
    Problem,
    read_register,
)
from councils.register.rows import Row

__all__ = ["REGISTER", "BrokenRegisterError", "Problem", "Row", "read_register"]
