#include "core/import/kernelbench/torchfunctions.h"
#include "core/import/kernelbench/torchlayers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace espalier {
namespace {

using Axes = std::vector<std::size_t>;
using Numbers = std::vector<std::int64_t>;

constexpr std::size_t kNamed = 99; ///< of an argument that modules pass on by its name alone
constexpr std::size_t kBehind = 2; ///< batch and channels come before the axes that windows move along
constexpr std::size_t kNew = OperatorNode::kNewAxis;
/// Elements that a normalisation takes together. Of two that nearly agree PyTorch's variance in single precision is
/// off: of groups of two in tst_problemsintorch by 1e-4 of the answer.
constexpr std::int64_t kSteady = 8;

Axes counted(std::size_t from, std::size_t to)
{
    Axes axes(to - from);
    std::iota(axes.begin(), axes.end(), from);
    return axes;
}

bool hasAxes(const OperatorGraph& graph, Arguments& arguments, NodeId x, std::size_t count)
{
    if (graph.shape(x).size() == count) {
        return true;
    }
    arguments.fail("it is read for tensors of " + std::to_string(count) + " axes, a batch first");
    return false;
}

struct Slide
{
    Numbers places;
    Numbers stride;
    Numbers padding;
    Numbers dilation;
    Numbers more;
    bool spread = false;
    bool beyond = false;
    double outside = 0;
};

/// Windows along all axes behind the channels; their places are the last axes.
NodeId slid(OperatorGraph& graph, Arguments& arguments, NodeId x, const Slide& slide)
{
    for (std::size_t i = 0; i < slide.places.size(); ++i) {
        const Window window{kBehind + i,   slide.places[i], slide.stride[i], slide.dilation[i], slide.padding[i],
                            slide.more[i], slide.spread,    slide.beyond,    slide.outside};
        const bool moves = window.places >= 1 && window.stride >= 1 && window.dilation >= 1;
        const std::optional<NodeId> next = moves ? graph.windows(x, window) : std::nullopt;
        if (!next) {
            arguments.fail("its window has no room");
            return x;
        }
        x = *next;
    }
    return x;
}

/// One number a channel, as it meets [batch, channels, ..].
NodeId alongChannels(OperatorGraph& graph, NodeId vector, std::size_t axes)
{
    Axes at(axes - 1, kNew);
    at.front() = 0;
    return graph.view(vector, at);
}

NodeId withEach(OperatorGraph& graph, Arguments& arguments, Elementwise function, NodeId x, const char* name)
{
    const NodeId vector = arguments.tensor(graph, kNamed, name);
    const auto node = graph.elementwise(function, x, alongChannels(graph, vector, graph.shape(x).size()));
    if (!node) {
        arguments.fail("its channels do not fit by the names of their sizes");
    }
    return node.value_or(x);
}

/// By numbers, or as "valid" or "same": the latter keeps the lengths, and where that takes an odd number the last one
/// stands at the far end.
void pad(Arguments& arguments, Slide& slide)
{
    const std::size_t n = slide.places.size();
    const auto found = arguments.named.find("padding");
    const bool worded = found != arguments.named.end() && found->second.kind == OperatorItem::Kind::Value &&
                        found->second.value.kind == PythonValue::Kind::Text;
    slide.more = slide.spread ? arguments.wholes(kNamed, "output_padding", n, 0) : Numbers(n, 0);
    if (!worded) {
        slide.padding = arguments.wholes(kNamed, "padding", n, 0);
        return;
    }
    const std::string way = arguments.text(kNamed, "padding", "");
    const bool everyStep = std::all_of(slide.stride.begin(), slide.stride.end(), [](auto s) { return s == 1; });
    slide.padding = Numbers(n, 0);
    if (slide.spread || (way != "valid" && (way != "same" || !everyStep))) {
        arguments.fail("such a padding is not read");
    }
    for (std::size_t i = 0; i < n && way == "same"; ++i) {
        const std::int64_t all = slide.dilation[i] * (slide.places[i] - 1);
        slide.padding[i] = all / 2;
        slide.more[i] = all % 2;
    }
}

/// PyTorch's ConvNd and ConvTransposeNd as products of [batch, group, output channel, steps.., channel, places..],
/// summed over the last of them. The weight is [out, in / groups, places..], transposed [in, out / groups, places..].
NodeId convolution(OperatorGraph& graph, Arguments& arguments, bool spread)
{
    const NodeId input = arguments.tensor(graph, 0, "input");
    const NodeId weight = arguments.tensor(graph, kNamed, "weight");
    const std::size_t n = graph.shape(weight).size() - kBehind;
    Slide slide;
    slide.stride = arguments.wholes(kNamed, "stride", n, 1);
    slide.dilation = arguments.wholes(kNamed, "dilation", n, 1);
    slide.places = arguments.wholes(kNamed, "kernel_size", n, 1);
    slide.spread = spread;
    pad(arguments, slide);
    const bool each = arguments.truth(kNamed, "depthwise", false);
    const std::int64_t number = arguments.wholes(kNamed, "groups", 1, 1).front();
    if (!hasAxes(graph, arguments, input, n + kBehind)) {
        return input;
    }
    const Extent groups = each ? graph.shape(input)[1] : fixedExtent(number);
    const auto x = graph.split(slid(graph, arguments, input, slide), 1, groups);
    const auto w = graph.split(weight, 0, groups);
    if (!x || !w || arguments.failed()) {
        arguments.fail("its channels do not divide into these groups");
        return input;
    }
    Axes atX{0, 1, kNew};
    Axes atW{kNew, 0, spread ? 2U : 1U};
    for (std::size_t i = 0; i < n; ++i) {
        atX.push_back(3 + i);
        atW.push_back(kNew);
    }
    atX.push_back(2);
    atW.push_back(spread ? 1 : 2);
    for (std::size_t i = 0; i < n; ++i) {
        atX.push_back(3 + n + i);
        atW.push_back(3 + i);
    }
    const auto products = graph.elementwise(Elementwise::Multiply, graph.view(*x, atX), graph.view(*w, atW));
    const bool fits = graph.shape(*x)[2] == graph.shape(*w)[spread ? 1 : 2];
    if (!products || !fits) {
        arguments.fail("its channels do not fit by the names of their sizes");
        return input;
    }
    const Axes summed = counted(3 + n, 4 + 2 * n);
    const NodeId y = graph.without(graph.reduce(Reduction::Sum, *products, summed), summed);
    const bool biased = arguments.has(kNamed, "bias");
    const std::optional<Extent> out = !spread  ? std::optional(graph.shape(weight)[0])
                                      : biased ? std::optional(graph.shape(arguments.tensor(graph, kNamed, "bias"))[0])
                                               : std::nullopt;
    const NodeId merged = graph.merge(y, 1, out);
    return biased ? withEach(graph, arguments, Elementwise::Add, merged, "bias") : merged;
}

/// Without a stride a window moves by its own length. Padding is at most half of it, so that no window stands outside.
Slide poolingSlide(Arguments& arguments, std::size_t axes)
{
    Slide slide;
    slide.places = arguments.wholes(1, "kernel_size", axes, 0);
    slide.stride = arguments.wholes(2, "stride", axes, 0);
    slide.padding = arguments.wholes(3, "padding", axes, 0);
    slide.dilation = Numbers(axes, 1);
    slide.more = Numbers(axes, 0);
    for (std::size_t i = 0; i < axes; ++i) {
        slide.stride[i] = slide.stride[i] == 0 ? slide.places[i] : slide.stride[i];
        if (2 * slide.padding[i] > slide.places[i]) {
            arguments.fail("its padding is more than half of its window");
        }
    }
    return slide;
}

template <std::size_t axes>
NodeId maxPool(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    Slide slide = poolingSlide(arguments, axes);
    slide.dilation = arguments.wholes(4, "dilation", axes, 1);
    slide.outside = -std::numeric_limits<double>::infinity();
    // Modules and functions have these two in either order.
    const bool isNamed = arguments.positional.size() <= 5;
    const bool places = arguments.truth(5, "return_indices", false);
    slide.beyond = arguments.truth(6, "ceil_mode", false);
    if (places || (slide.beyond && !isNamed)) {
        arguments.fail("places, and windows that reach beyond the end without the name ceil_mode, are not read");
    }
    if (!hasAxes(graph, arguments, x, axes + kBehind)) {
        return x;
    }
    const NodeId windows = slid(graph, arguments, x, slide);
    const Axes ofWindow = counted(graph.shape(windows).size() - axes, graph.shape(windows).size());
    return graph.without(graph.reduce(Reduction::Largest, windows, ofWindow), ofWindow);
}

/// Over the places of the windows, which are the last axes.
NodeId summed(OperatorGraph& graph, NodeId windows, std::size_t axes)
{
    const Axes places = counted(graph.shape(windows).size() - axes, graph.shape(windows).size());
    return graph.without(graph.reduce(Reduction::Sum, windows, places), places);
}

/// How many elements each window stands over, without those beyond the ends.
NodeId elementsInside(OperatorGraph& graph, Arguments& arguments, const TensorShape& shape, const Slide& slide)
{
    TensorShape ones(kBehind);
    ones.insert(ones.end(), shape.begin() + kBehind, shape.end());
    const NodeId one = graph.number(1, std::move(ones));
    return summed(graph, slid(graph, arguments, one, slide), slide.places.size());
}

/// The mean of each window, zeros of the padding included or not. What a last window has beyond the padding is never
/// counted, as PyTorch has it.
template <std::size_t axes>
NodeId averagePool(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    Slide slide = poolingSlide(arguments, axes);
    const bool padded = std::any_of(slide.padding.begin(), slide.padding.end(), [](auto p) { return p > 0; });
    slide.beyond = arguments.truth(4, "ceil_mode", false);
    const bool withPadding = arguments.truth(5, "count_include_pad", true) && padded;
    if ((slide.beyond && withPadding) || arguments.has(6, "divisor_override")) {
        arguments.fail("windows that reach beyond counted padding, and other divisors, are not read");
    }
    if (!hasAxes(graph, arguments, x, axes + kBehind)) {
        return x;
    }
    const NodeId sum = summed(graph, slid(graph, arguments, x, slide), axes);
    for (std::size_t i = 0; axes == 3 && i < axes;
         ++i) { // of all pools PyTorch's avg_pool3d leaves out the padding here
        if (!graph.keepRoom(x, kBehind + i, slide.places[i])) {
            arguments.fail("its window has no room without the padding");
        }
    }
    if (arguments.failed()) {
        return x;
    }
    if (slide.beyond || (padded && !withPadding)) {
        const NodeId inside = elementsInside(graph, arguments, graph.shape(x), slide);
        return *graph.elementwise(Elementwise::Divide, sum, inside);
    }
    const double count = static_cast<double>(
        std::accumulate(slide.places.begin(), slide.places.end(), std::int64_t{1}, std::multiplies<>()));
    return *graph.elementwise(Elementwise::Divide, sum, graph.number(count));
}

template <std::size_t axes, bool largest>
NodeId adaptivePool(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const Numbers out = arguments.wholes(1, "output_size", axes, 0);
    if (std::any_of(out.begin(), out.end(), [](std::int64_t size) { return size != 1; })) {
        arguments.fail("only an output size of 1 is read");
    }
    if (!hasAxes(graph, arguments, x, axes + kBehind)) {
        return x;
    }
    const Axes all = counted(kBehind, kBehind + axes);
    return largest ? graph.reduce(Reduction::Largest, x, all) : graph.mean(x, all);
}

/// What a normalisation ends with, where it has parameters.
NodeId scaled(OperatorGraph& graph, Arguments& arguments, NodeId x)
{
    if (!arguments.has(kNamed, "weight")) {
        return x;
    }
    const NodeId times = withEach(graph, arguments, Elementwise::Multiply, x, "weight");
    return withEach(graph, arguments, Elementwise::Add, times, "bias");
}

TensorShape lengthsOf(const OperatorGraph& graph, NodeId x, const Axes& axes)
{
    TensorShape lengths;
    for (const std::size_t axis : axes) {
        lengths.push_back(graph.shape(x)[axis]);
    }
    return lengths;
}

/// PyTorch takes no batch with one element in each group, and no instance with one.
NodeId groupNorm(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const std::int64_t number = arguments.wholes(kNamed, "num_groups", 1, 0).front();
    const double eps = arguments.number(kNamed, "eps", 1e-5);
    const bool enough = graph.shape(x).size() >= kBehind;
    const auto groups = enough && number > 0 ? graph.split(x, 1, fixedExtent(number)) : std::nullopt;
    if (!groups) {
        arguments.fail("its channels do not divide into these groups");
        return x;
    }
    const Axes inside = counted(2, graph.shape(*groups).size());
    TensorShape several = lengthsOf(graph, *groups, inside);
    several.push_back(graph.shape(x)[0]);
    graph.keepSeveral(several, 2);
    graph.keepSeveral(lengthsOf(graph, *groups, inside), kSteady);
    const NodeId normal = graph.standardised(*groups, inside, eps);
    return scaled(graph, arguments, graph.merge(normal, 1, graph.shape(x)[1]));
}

template <std::size_t axes>
NodeId instanceNorm(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const double eps = arguments.number(kNamed, "eps", 1e-5);
    if (!hasAxes(graph, arguments, x, axes + kBehind)) {
        return x;
    }
    const Axes inside = counted(kBehind, kBehind + axes);
    graph.keepSeveral(lengthsOf(graph, x, inside), kSteady);
    return scaled(graph, arguments, graph.standardised(x, inside, eps));
}

void say(OperatorGraph& graph, const std::string& reading)
{
    if (std::find(graph.readings.begin(), graph.readings.end(), reading) == graph.readings.end()) {
        graph.readings.push_back(reading);
    }
}

/// In training by the statistics of the batch, of each channel over everything else, the variance over the count. A
/// module that keeps statistics has those it was built with after eval(), a mean of 0 and a variance of 1; one that
/// keeps none goes by the batch then too. PyTorch takes no channel of one element in training, so no case has such.
template <std::size_t axes>
NodeId batchNorm(OperatorGraph& graph, Arguments& arguments)
{
    const NodeId x = arguments.tensor(graph, 0, "input");
    const double eps = arguments.number(kNamed, "eps", 1e-5);
    const bool training = arguments.truth(kNamed, kTraining, false);
    const bool keeps = arguments.truth(kNamed, "track_running_stats", false);
    if (!(eps >= 0)) {
        arguments.fail("eps is below 0");
    }
    const bool vectors = axes == 1 && graph.shape(x).size() == kBehind;
    if (arguments.failed() || (!vectors && !hasAxes(graph, arguments, x, axes + kBehind))) {
        return x;
    }
    const std::string name = "nn.BatchNorm" + std::to_string(axes) + "d";
    if (!training && keeps) {
        say(graph, name + " by a mean of 0 and a variance of 1, as a new module has them after eval()");
        return scaled(graph, arguments, *graph.elementwise(Elementwise::Divide, x, graph.number(std::sqrt(1 + eps))));
    }
    say(graph, name + " by the statistics of the batch, as in training");
    Axes others = counted(kBehind, graph.shape(x).size());
    others.insert(others.begin(), 0);
    graph.keepSeveral(lengthsOf(graph, x, others), kSteady);
    return scaled(graph, arguments, graph.standardised(x, others, eps));
}

using Apply = NodeId (*)(OperatorGraph&, Arguments&);

constexpr std::pair<const char*, Apply> kFunctions[] = {
    {"conv_of", [](OperatorGraph& g, Arguments& a) { return convolution(g, a, false); }},
    {"conv_transpose_of", [](OperatorGraph& g, Arguments& a) { return convolution(g, a, true); }},
    {"max_pool1d", maxPool<1>},
    {"max_pool2d", maxPool<2>},
    {"max_pool3d", maxPool<3>},
    {"avg_pool1d", averagePool<1>},
    {"avg_pool2d", averagePool<2>},
    {"avg_pool3d", averagePool<3>},
    {"adaptive_avg_pool1d", adaptivePool<1, false>},
    {"adaptive_avg_pool2d", adaptivePool<2, false>},
    {"adaptive_avg_pool3d", adaptivePool<3, false>},
    {"adaptive_max_pool1d", adaptivePool<1, true>},
    {"adaptive_max_pool2d", adaptivePool<2, true>},
    {"adaptive_max_pool3d", adaptivePool<3, true>},
    {"group_norm_of", groupNorm},
    {"instance_norm1d_of", instanceNorm<1>},
    {"instance_norm2d_of", instanceNorm<2>},
    {"instance_norm3d_of", instanceNorm<3>},
    {"batch_norm1d_of", batchNorm<1>},
    {"batch_norm2d_of", batchNorm<2>},
    {"batch_norm3d_of", batchNorm<3>},
};

} // namespace

std::optional<NodeId> applyWindowFunction(const std::string& name, OperatorGraph& graph, Arguments& arguments)
{
    const auto found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                    [&](const auto& entry) { return name == entry.first; });
    return found == std::end(kFunctions) ? std::nullopt : std::optional(found->second(graph, arguments));
}

} // namespace espalier
