#include "core/handover/reportcharts.h"

#include "core/diagnose/figures.h"
#include "core/handover/html.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace espalier::handover {
namespace {

constexpr double kWidth = 860;
constexpr double kHeight = 300;
constexpr double kLeft = 60;
constexpr double kRight = 20;
constexpr double kTop = 16;
constexpr double kBottom = 40;
constexpr std::size_t kMostDots = 5000; ///< a page of 100,000 circles opens in no browser

/// One axis in pixels; `log` for powers.
class Axis
{
public:
    Axis(double low, double high, double from, double to, bool log)
        : m_low(log ? std::log10(low) : low), m_high(log ? std::log10(high) : high), m_from(from), m_to(to), m_log(log)
    {
    }

    double at(double value) const
    {
        const double place = m_log ? std::log10(value) : value;
        return m_from + (place - m_low) / std::max(m_high - m_low, 1e-9) * (m_to - m_from);
    }

private:
    double m_low;
    double m_high;
    double m_from;
    double m_to;
    bool m_log;
};

std::string px(double value)
{
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.1f", std::clamp(value, -1e5, 1e5));
    return buffer.data();
}

/// "0.1", "1", "20"
std::string tickText(double value)
{
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%g", value);
    return buffer.data();
}

std::string text(double x, double y, const std::string& words, const char* anchor = "middle",
                 const char* style = "small")
{
    return "<text class=\"" + std::string(style) + "\" text-anchor=\"" + anchor + "\" x=\"" + px(x) + "\" y=\"" +
           px(y) + "\">" + escaped(words) + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2, const char* style)
{
    return "<line class=\"" + std::string(style) + "\" x1=\"" + px(x1) + "\" y1=\"" + px(y1) + "\" x2=\"" + px(x2) +
           "\" y2=\"" + px(y2) + "\"/>\n";
}

std::string dot(double x, double y, double radius, const char* style, const std::string& title)
{
    return "<circle class=\"" + std::string(style) + "\" cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"" + px(radius) +
           "\"><title>" + escaped(title) + "</title></circle>\n";
}

std::string svg(const std::string& title, const std::string& inner)
{
    return "<svg viewBox=\"0 0 860 300\" width=\"860\" height=\"300\" role=\"img\" aria-label=\"" + escaped(title) +
           "\">\n" + inner + "</svg>\n";
}

/// 1, 2, 5, 10, … between the ends, and every power of ten alone where those would be too many.
std::vector<double> ticks(double low, double high)
{
    std::vector<double> list;
    const bool few = high / low < 300;
    for (double power = std::pow(10, std::floor(std::log10(low))); power <= high; power *= 10) {
        for (const double step : {1.0, 2.0, 5.0}) {
            const double value = power * step;
            if (value >= low * 0.999 && value <= high * 1.001 && (few || step == 1)) {
                list.push_back(value);
            }
        }
    }
    return list;
}

bool hasPlace(double value)
{
    return std::isfinite(value) && value > 1e-12 && value < 1e15;
}

struct Span
{
    double low = std::numeric_limits<double>::max();
    double high = 0;

    void take(double value)
    {
        if (hasPlace(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
};

struct Roof
{
    std::string name;
    double rate = 0; ///< GB/s of memory, GFLOP/s of arithmetic
};

struct RoofSet
{
    std::vector<Roof> memory;
    std::vector<Roof> rates;
};

RoofSet roofsOf(const std::optional<Roofs>& processor, const std::optional<DeviceRoofs>& device)
{
    RoofSet set;
    if (device) {
        set.memory = {{"L2", device->cacheGbytes}, {"memory", device->memoryGbytes}};
        set.rates = {{"fp32", device->fp32Gflops}, {"matrix fp16", device->matrixGflops}};
    } else if (processor) {
        for (const MemoryLevel& level : processor->levels) {
            set.memory.push_back({level.name, level.gbytes});
        }
        set.rates = {{"fp32 scalar", processor->fp32ScalarGflops}, {"fp32", processor->fp32Gflops}};
    }
    std::erase_if(set.memory, [](const Roof& roof) { return !hasPlace(roof.rate); });
    std::erase_if(set.rates, [](const Roof& roof) { return !hasPlace(roof.rate); });
    return set;
}

std::string roofLines(const RoofSet& roofs, const Axis& x, const Axis& y, const Span& across, const Span& up)
{
    std::string html;
    double highest = 0;
    for (const Roof& roof : roofs.rates) {
        highest = std::max(highest, roof.rate);
        html +=
            line(x.at(across.low), y.at(roof.rate), x.at(across.high), y.at(roof.rate), "roof") +
            text(x.at(across.high), y.at(roof.rate) - 4, roof.name + " " + numberText(roof.rate) + " GFLOP/s", "end");
    }
    for (const Roof& roof : roofs.memory) {
        // From where the slope enters the chart to where the highest rate, or the edge, ends it.
        const double begin = std::max(across.low, up.low / roof.rate);
        const double end = std::min(across.high, (highest > 0 ? highest : up.high) / roof.rate);
        if (end > begin) {
            html += line(x.at(begin), y.at(begin * roof.rate), x.at(end), y.at(end * roof.rate), "roof") +
                    text(x.at(begin) + 6, y.at(begin * roof.rate) - 6,
                         roof.name + " " + numberText(roof.rate) + " GB/s", "start");
        }
    }
    return html;
}

} // namespace

std::string bestSoFarChart(const SearchGraph& graph)
{
    Span up;
    int last = 1;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        last = std::max(last, node.step);
        if (isValid(node.verdict)) {
            up.take(node.speedup.value);
            up.take(vouched(node));
        }
    }
    if (!(up.high > 0)) {
        return {};
    }
    up.take(1);
    up.low /= 1.1;
    up.high *= 1.1;
    const Axis x(0, last, kLeft, kWidth - kRight, false);
    const Axis y(up.low, up.high, kHeight - kBottom, kTop, true);
    std::string html;
    for (const double tick : ticks(up.low, up.high)) {
        html += line(kLeft, y.at(tick), kWidth - kRight, y.at(tick), "axis") +
                text(kLeft - 6, y.at(tick) + 4, tickText(tick) + "×", "end");
    }
    html += line(kLeft, y.at(1), kWidth - kRight, y.at(1), "roof") +
            text(kWidth - kRight, y.at(1) - 4, "the fastest baseline", "end");
    html += text(kLeft, kHeight - 14, "step 0", "start") +
            text(kWidth - kRight, kHeight - 14, "step " + std::to_string(last), "end");
    double best = 0;
    std::string path;
    const std::size_t stride = graph.size() / kMostDots + 1;
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        const Node& node = graph.node(n);
        if (!isValid(node.verdict) || !hasPlace(node.speedup.value)) {
            continue;
        }
        if (n % stride == 0) {
            html += dot(x.at(node.step), y.at(node.speedup.value), 2.5, "dot",
                        "node " + std::to_string(n) + ", " + intervalText(node.speedup));
        }
        if (const double low = vouched(node); low > best && hasPlace(low)) {
            path += path.empty() ? "M" + px(x.at(node.step)) + " " + px(y.at(low))
                                 : " H" + px(x.at(node.step)) + " V" + px(y.at(low));
            best = low;
        }
    }
    if (!path.empty()) {
        html += "<path class=\"line\" d=\"" + path + " H" + px(x.at(last)) + "\"/>\n";
    }
    return svg("Best so far: the low end of the best node's interval over the steps", html);
}

std::string rooflineChart(const std::vector<RooflineDot>& dots, const std::optional<Roofs>& processor,
                          const std::optional<DeviceRoofs>& device)
{
    const RoofSet roofs = roofsOf(processor, device);
    Span across;
    Span up;
    std::vector<RooflineDot> placed;
    for (const RooflineDot& one : dots) {
        if (hasPlace(one.intensity) && hasPlace(one.gflops)) {
            placed.push_back(one);
            across.take(one.intensity);
            up.take(one.gflops);
        }
    }
    if (placed.empty()) {
        return {};
    }
    for (const Roof& rate : roofs.rates) {
        up.take(rate.rate);
        for (const Roof& memory : roofs.memory) {
            across.take(rate.rate / memory.rate); // where the slope meets the rate
        }
    }
    across = {across.low / 3, across.high * 3};
    up = {up.low / 3, up.high * 2};
    const Axis x(across.low, across.high, kLeft, kWidth - kRight, true);
    const Axis y(up.low, up.high, kHeight - kBottom, kTop, true);
    std::string html;
    for (const double tick : ticks(up.low, up.high)) {
        html += line(kLeft, y.at(tick), kWidth - kRight, y.at(tick), "axis") +
                text(kLeft - 6, y.at(tick) + 4, tickText(tick), "end");
    }
    for (const double tick : ticks(across.low, across.high)) {
        html += text(x.at(tick), kHeight - 22, tickText(tick));
    }
    html += text(kWidth / 2, kHeight - 6, "operations per byte") + text(kLeft + 4, kTop - 4, "GFLOP/s", "start") +
            roofLines(roofs, x, y, across, up);
    for (const RooflineDot& one : placed) {
        html += dot(x.at(one.intensity), y.at(one.gflops), one.isBest ? 6 : 4, one.isBest ? "best" : "dot",
                    "node " + std::to_string(one.node) + ", " + numberText(one.gflops) + " GFLOP/s") +
                (one.isBest ? text(x.at(one.intensity) + 10, y.at(one.gflops) + 4, "node " + std::to_string(one.node),
                                   "start", "label")
                            : "");
    }
    return svg("Roofline: what the kernels reach below the roofs", html);
}

} // namespace espalier::handover
