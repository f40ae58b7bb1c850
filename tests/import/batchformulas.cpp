#include "batchformulas.h"

#include <algorithm>
#include <cmath>

namespace espalier::test {
namespace {

using Inputs = std::vector<const float*>;
using Values = std::vector<double>;
using Index = std::int64_t;

/// [batch, channels, inside] by the mean and the variance of each channel; weight and bias are inputs 1 and 2 where
/// there are any.
Values byBatch(Index batch, Index channels, Index inside, const Inputs& in, double eps)
{
    Values out(static_cast<std::size_t>(batch * channels * inside));
    for (Index c = 0; c < channels; ++c) {
        double sum = 0;
        double squares = 0;
        const auto each = [&](auto&& visit) {
            for (Index b = 0; b < batch; ++b) {
                for (Index i = (b * channels + c) * inside; i < (b * channels + c + 1) * inside; ++i) {
                    visit(i);
                }
            }
        };
        const double count = static_cast<double>(batch * inside);
        each([&](Index i) { sum += in[0][i]; });
        each([&](Index i) { squares += (in[0][i] - sum / count) * (in[0][i] - sum / count); });
        each([&](Index i) {
            const double normal = (in[0][i] - sum / count) / std::sqrt(squares / count + eps);
            out[static_cast<std::size_t>(i)] = in.size() < 3 ? normal : normal * in[1][c] + in[2][c];
        });
    }
    return out;
}

void rectify(Values& values)
{
    std::transform(values.begin(), values.end(), values.begin(), [](double value) { return std::max(value, 0.0); });
}

Values ofImages(const Sizes& d, const Inputs& in)
{
    return byBatch(d.at("batch_size"), d.at("features"), d.at("height") * d.at("width"), in, 1e-5);
}

Values ofVolumes(const Sizes& d, const Inputs& in)
{
    Values y = byBatch(d.at("batch_size"), d.at("channels"), d.at("depth") * d.at("height") * d.at("width"), in, 0.01);
    rectify(y);
    return y;
}

/// A convolution of 3 x 3 with its bias, each channel scaled and moved, by no statistics but the epsilon.
Values convolutionNormalised(const Sizes& d, const Inputs& in)
{
    const Index channels = d.at("channels");
    const Index height = d.at("height");
    const Index width = d.at("width");
    Values y;
    for (Index i = 0; i < d.at("batch_size") * d.at("features") * (height - 2) * (width - 2); ++i) {
        const Index column = i % (width - 2);
        const Index row = i / (width - 2) % (height - 2);
        const Index feature = i / ((width - 2) * (height - 2)) % d.at("features");
        const Index image = i / ((width - 2) * (height - 2) * d.at("features"));
        double sum = in[2][feature];
        for (Index k = 0; k < channels * 9; ++k) {
            const Index at = ((image * channels + k / 9) * height + row + k / 3 % 3) * width + column + k % 3;
            sum += static_cast<double>(in[0][at]) * in[1][feature * channels * 9 + k];
        }
        y.push_back(sum / std::sqrt(1 + 1e-5) * in[3][feature] + in[4][feature]);
    }
    rectify(y);
    return y;
}

} // namespace

std::map<std::string, Formula> batchFormulas()
{
    return {
        {"l3_4_batch_normalisation", ofImages},
        {"l1_45_batch_normalisation_of_vectors",
         [](const Sizes& d, const Inputs& in) { return byBatch(d.at("batch_size"), d.at("features"), 1, in, 1e-5); }},
        {"l1_46_batch_normalisation_of_volumes", ofVolumes},
        {"l2_11_convolution_normalised", convolutionNormalised}};
}

} // namespace espalier::test
