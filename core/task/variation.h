#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace espalier {

/// How the float inputs of a case are changed after they were drawn, so that a kernel made for the task's distribution
/// alone is found out. Inputs of the kind `sorted`, and integers, stay as drawn. float16, which overflows at 65520,
/// goes less far: 16 for 1000, 2^uniform(-3, 3), four times the RMS.
enum class Variation {
    None,
    Large,     ///< everything times 1000
    Small,     ///< everything divided by 1000
    Offsets,   ///< each last-axis row scaled by 2^uniform(-6, 6) and moved by up to ten times the RMS around it
    Spikes,    ///< every other row, at random, has an element times 1000 at a random place
    Huge,      ///< a quarter of the largest number, with random signs and a random factor from 0.5 to 1
    Zeros,     ///< zeros
    Denormals, ///< a quarter of the elements, at random places, is subnormal
    Integers,  ///< whole numbers from -4 to 4
    Nan,       ///< one element in 500, at least one, is NaN
    Infinity,  ///< the same with infinities of both signs
};

/// All but None, in the order above.
const std::vector<Variation>& allVariations();
/// Huge, Nan and Infinity, which a task has to ask for; the others it has to decline.
bool isOptIn(Variation variation);
/// Nan and Infinity.
bool isNonFinite(Variation variation);
/// As in task.json: "large", "nan", …; empty for None.
std::string_view toText(Variation variation);
std::optional<Variation> variationFromText(std::string_view text);

} // namespace espalier
