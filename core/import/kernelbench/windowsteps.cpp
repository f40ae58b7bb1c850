#include "core/import/kernelbench/windowsteps.h"

#include <algorithm>

namespace espalier {
namespace {

/// "h + 2", "h - 2", "h"
std::string moved(const std::string& text, std::int64_t by)
{
    return by == 0 ? text : text + (by < 0 ? " - " : " + ") + std::to_string(by < 0 ? -by : by);
}

/// How many steps a window makes that may reach beyond the end, but not begin there (PyTorch's pooling_output_shape):
/// min(ceil((length - reach) / stride) + 1, ceil(places to begin at / stride)), both rounded up in whole numbers.
Extent stepsBeyond(const Extent& whole, const Window& w)
{
    const std::int64_t last = 2 * w.before - w.dilation * (w.places - 1) - 1;
    const std::int64_t up = w.stride - 1;
    const std::int64_t reaching = whole.value + last + up < 0 ? 0 : (whole.value + last + up) / w.stride + 1;
    const std::int64_t value = std::min(reaching, (whole.value + w.before + up) / w.stride);
    if (isFixed(whole) || value < 1) {
        return value < 1 ? Extent{"0", 0, ""} : fixedExtent(value);
    }
    const std::string stride = std::to_string(w.stride);
    return {"(std::min((" + moved(whole.dim, last + up) + ") / " + stride + " + 1, (" +
                moved(whole.dim, w.before + up) + ") / " + stride + "))",
            value,
            "min(ceil(" + moved(whole.expression(), last) + ", " + stride + ") + 1, ceil(" +
                moved(whole.expression(), w.before) + ", " + stride + "))"};
}

} // namespace

Extent stepsOf(const Extent& whole, const Window& w)
{
    const std::int64_t reach = w.dilation * (w.places - 1);
    if (w.spread) {
        const std::int64_t by = reach + w.more + 1 - 2 * w.before - w.stride;
        const std::string times = w.stride == 1 ? "" : " * " + std::to_string(w.stride);
        const std::int64_t value = whole.value * w.stride + by;
        return times.empty() && by == 0 ? whole
               : isFixed(whole)         ? fixedExtent(value)
                                        : Extent{"(" + moved(whole.dim + times, by) + ")", value,
                                         "(" + moved(whole.expression() + times, by) + ")"};
    }
    if (w.beyond && w.stride > 1) {
        return stepsBeyond(whole, w);
    }
    const std::int64_t by = 2 * w.before + w.more - reach - 1; // the last step's first place, before the division
    const std::int64_t value = whole.value + by < 0 ? 0 : (whole.value + by) / w.stride + 1;
    if (w.stride == 1 && by == -1) {
        return whole;
    }
    if (isFixed(whole) || value < 1) {
        return value < 1 ? Extent{"0", 0, ""} : fixedExtent(value);
    }
    if (w.stride == 1) {
        return {"(" + moved(whole.dim, by + 1) + ")", value, "(" + moved(whole.expression(), by + 1) + ")"};
    }
    const std::string stride = std::to_string(w.stride);
    return {"((" + moved(whole.dim, by) + ") / " + stride + " + 1)", value,
            "ceil(" + moved(whole.expression(), by + 1) + ", " + stride + ")"};
}

} // namespace espalier
