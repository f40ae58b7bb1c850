#pragma once

#include <algorithm>
#include <cmath>

/// Sizes as the task states them: computed in double, with ceil(a, b) for a/b rounded up.
struct Number
{
    double value;

    template <class T>
    explicit Number(T v) : value(static_cast<double>(v))
    {
    }

    /// A whole number from 1 on; 0 where it is none.
    unsigned long long whole() const
    {
        return value >= 1 && value < 1e18 && value == std::floor(value) ? static_cast<unsigned long long>(value) : 0;
    }
};

inline Number operator-(Number a)
{
    return Number(-a.value);
}
inline Number operator+(Number a, Number b)
{
    return Number(a.value + b.value);
}
inline Number operator-(Number a, Number b)
{
    return Number(a.value - b.value);
}
inline Number operator*(Number a, Number b)
{
    return Number(a.value * b.value);
}
inline Number operator/(Number a, Number b)
{
    return Number(a.value / b.value);
}
inline Number operator%(Number a, Number b)
{
    return Number(std::fmod(a.value, b.value));
}
inline Number min(Number a, Number b)
{
    return Number(std::min(a.value, b.value));
}
inline Number max(Number a, Number b)
{
    return Number(std::max(a.value, b.value));
}
inline Number ceil(Number a, Number b)
{
    return Number(std::ceil(a.value / b.value));
}
