#include "core/distil/gain.h"

namespace espalier {

Interval gainOver(const Node& parent, const Node& child)
{
    const bool both = isValid(parent.verdict) && isValid(child.verdict) && parent.fitness > 0 && child.fitness > 0;
    if (!both || parent.speedup.low <= 0 || child.speedup.low <= 0) {
        return {};
    }
    return {child.speedup.value / parent.speedup.value, child.speedup.low / parent.speedup.high,
            child.speedup.high / parent.speedup.low};
}

bool isBeyondNoise(const Interval& gain)
{
    return gain.low > 1 && gain.value >= kLeastGain;
}

bool isConfirmed(const Node& parent, const Evaluation& child)
{
    const double bar = kLeastGain * parent.speedup.value;
    return isValid(parent.verdict) && isValid(child.verdict) && bar > 0 && child.finalist &&
           child.finalist->first.low > bar && child.speedup.low > bar;
}

} // namespace espalier
