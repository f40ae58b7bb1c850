#pragma once

#include <cstdint>
#include <cstring>

// References of tasks are compiled with this file's text in front (halfsource.h): the standard library only.

namespace espalier {

/// IEEE 754 binary16: 5 bits of exponent, 10 of fraction. From 2^-24 to 65504. A value of two bytes in tensors;
/// arithmetic is float's.
class Float16
{
public:
    Float16() = default;
    /// To nearest, ties to even; beyond 65520 infinity. NaN stays NaN.
    explicit Float16(float value) : m_bits(rounded(value)) {}

    static Float16 ofBits(std::uint16_t bits)
    {
        Float16 half;
        half.m_bits = bits;
        return half;
    }
    std::uint16_t bits() const { return m_bits; }

    /// Exact. No branch, so that loops over it are vectorised: the exponent is moved to its place in a float and
    /// multiplied up from there, which sets subnormal numbers right as well.
    operator float() const
    {
        const std::uint32_t half = m_bits;
        const std::uint32_t moved = (half & 0x7fffU) << 13;
        float value;
        std::memcpy(&value, &moved, sizeof value);
        value *= 0x1p112F;
        std::uint32_t bits;
        std::memcpy(&bits, &value, sizeof bits);
        bits |= (half & 0x7c00U) == 0x7c00U ? 0x7f800000U : 0U; // infinity and NaN
        bits |= (half & 0x8000U) << 16;
        std::memcpy(&value, &bits, sizeof value);
        return value;
    }

private:
    static std::uint16_t rounded(float value)
    {
        std::uint32_t bits;
        std::memcpy(&bits, &value, sizeof bits);
        const std::uint32_t sign = (bits >> 16) & 0x8000U;
        bits &= 0x7fffffffU;
        std::uint32_t half = 0;
        if (bits > 0x7f800000U) {
            half = 0x7e00U | ((bits >> 13) & 0x3ffU);
        } else if (bits >= 0x47800000U) { // 65536
            half = 0x7c00U;
        } else if (bits < 0x38800000U) { // below 2^-14: beside 0.5 a float's last place is 2^-24, a subnormal's too
            float sum;
            std::memcpy(&sum, &bits, sizeof sum);
            sum += 0.5F;
            std::memcpy(&half, &sum, sizeof half);
            half -= 0x3f000000U;
        } else { // the exponent's bias becomes 15, and a carry of the rounding may run into it
            half = (bits + 0xc8000fffU + ((bits >> 13) & 1U)) >> 13;
        }
        return static_cast<std::uint16_t>(sign | half);
    }

    std::uint16_t m_bits = 0;
};

/// The upper half of a float: 8 bits of exponent, 7 of fraction.
class BFloat16
{
public:
    BFloat16() = default;
    /// To nearest, ties to even. NaN stays NaN.
    explicit BFloat16(float value) : m_bits(rounded(value)) {}

    static BFloat16 ofBits(std::uint16_t bits)
    {
        BFloat16 half;
        half.m_bits = bits;
        return half;
    }
    std::uint16_t bits() const { return m_bits; }

    /// Exact.
    operator float() const
    {
        const std::uint32_t bits = static_cast<std::uint32_t>(m_bits) << 16;
        float value;
        std::memcpy(&value, &bits, sizeof value);
        return value;
    }

private:
    static std::uint16_t rounded(float value)
    {
        std::uint32_t bits;
        std::memcpy(&bits, &value, sizeof bits);
        const bool isNan = (bits & 0x7fffffffU) > 0x7f800000U;
        const std::uint32_t up = isNan ? 0U : 0x7fffU + ((bits >> 16) & 1U);
        return static_cast<std::uint16_t>(((bits + up) >> 16) | (isNan ? 0x40U : 0U));
    }

    std::uint16_t m_bits = 0;
};

static_assert(sizeof(Float16) == 2 && sizeof(BFloat16) == 2, "they lie in tensors");

} // namespace espalier
