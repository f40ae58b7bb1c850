#include "lossformulas.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace espalier::test {
namespace {

using Inputs = std::vector<const float*>;
using Values = std::vector<double>;
using Index = std::int64_t;

double sumOf(const Values& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

Values divided(Values values, double by)
{
    std::transform(values.begin(), values.end(), values.begin(), [by](double value) { return value / by; });
    return values;
}

Values lessMean(Values values)
{
    const double mean = sumOf(values) / static_cast<double>(values.size());
    std::transform(values.begin(), values.end(), values.begin(), [mean](double value) { return value - mean; });
    return values;
}

/// Of each element of two tensors of batch_size x size.
Values ofPairs(const Sizes& d, const Inputs& in, double (*function)(double prediction, double target))
{
    Values out;
    for (Index i = 0; i < d.at("batch_size") * d.at("size"); ++i) {
        out.push_back(function(in[0][i], in[1][i]));
    }
    return out;
}

Values relativeError(const Sizes& d, const Inputs& in)
{
    const Values errors = ofPairs(d, in, [](double p, double t) { return std::abs(p - t); });
    return divided(errors, sumOf(errors) / static_cast<double>(errors.size()));
}

Values shareOfSquares(const Sizes& d, const Inputs& in)
{
    const Values squares = ofPairs(d, in, [](double p, double t) { return (t - p) * (t - p); });
    return divided(squares, sumOf(squares));
}

double huber(double p, double t)
{
    const double distance = std::abs(p - t);
    return distance <= 0.7 ? 0.5 * distance * distance : 0.7 * (distance - 0.5 * 0.7);
}

double smoothAbsolute(double p, double t)
{
    const double distance = std::abs(p - t);
    return distance < 0.5 ? 0.5 * distance * distance / 0.5 : distance - 0.5 * 0.5;
}

Values softmax(const float* row, Index length)
{
    Values out;
    const double most = *std::max_element(row, row + length);
    for (Index i = 0; i < length; ++i) {
        out.push_back(std::exp(row[i] - most));
    }
    return divided(out, sumOf(out));
}

Values divergence(const Sizes& d, const Inputs& in)
{
    const Index length = d.at("size");
    Values rows;
    for (Index row = 0; row < d.at("batch_size"); ++row) {
        const Values p = softmax(in[0] + row * length, length);
        const Values t = softmax(in[1] + row * length, length);
        double sum = 0;
        for (std::size_t i = 0; i < p.size(); ++i) {
            sum += t[i] == 0 ? 0 : t[i] * std::log(t[i] / p[i]);
        }
        rows.push_back(sum);
    }
    const double mean = sumOf(rows) / static_cast<double>(rows.size());
    std::transform(rows.begin(), rows.end(), rows.begin(), [mean](double row) { return row + mean; });
    return rows;
}

Values hingeOfRows(const Sizes& d, const Inputs& in)
{
    const Index length = d.at("size");
    const Values each = ofPairs(d, in, [](double p, double t) { return p * t < 1 ? 1 - p * t : 0; });
    Values rows(static_cast<std::size_t>(d.at("batch_size")), 0);
    for (std::size_t i = 0; i < each.size(); ++i) {
        rows[i / static_cast<std::size_t>(length)] += each[i] / static_cast<double>(length);
    }
    return rows;
}

Values cosineDistance(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index positions = d.at("positions");
    for (Index i = 0; i < d.at("batch_size") * positions; ++i) {
        double product = 0;
        double a = 0;
        double b = 0;
        for (Index f = 0; f < d.at("features"); ++f) {
            const Index at = (i / positions * d.at("features") + f) * positions + i % positions;
            product += static_cast<double>(in[0][at]) * in[1][at];
            a += static_cast<double>(in[0][at]) * in[0][at];
            b += static_cast<double>(in[1][at]) * in[1][at];
        }
        out.push_back(1 - product / (std::max(std::sqrt(a), 1e-8) * std::max(std::sqrt(b), 1e-8)));
    }
    return out;
}

Values tripletMargin(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index features = d.at("features");
    for (Index row = 0; row < d.at("batch_size"); ++row) {
        const auto distance = [&](std::size_t from, std::size_t to) {
            double sum = 0;
            for (Index i = row * features; i < (row + 1) * features; ++i) {
                const double off = static_cast<double>(in[from][i]) - in[to][i] + 1e-6;
                sum += off * off;
            }
            return std::sqrt(sum);
        };
        out.push_back(std::max(distance(0, 1) - std::min(distance(0, 2), distance(1, 2)) + 2, 0.0));
    }
    return out;
}

/// Of [batch, classes, length] the negative logarithm of the softmax of each place's class.
Values classLosses(Index batch, Index classes, Index length, const Inputs& in)
{
    Values out;
    for (Index i = 0; i < batch * length; ++i) {
        std::vector<float> row;
        for (Index c = 0; c < classes; ++c) {
            row.push_back(in[0][(i / length * classes + c) * length + i % length]);
        }
        const Values shares = softmax(row.data(), classes);
        out.push_back(-std::log(shares[static_cast<std::size_t>(in[1][i])]));
    }
    return out;
}

Values classLossesLessMean(const Sizes& d, const Inputs& in)
{
    return lessMean(classLosses(d.at("batch_size"), d.at("classes"), d.at("length"), in));
}

Values rowsOfWords(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index width = d.at("width");
    for (Index i = 0; i < d.at("batch_size") * d.at("length"); ++i) {
        const float* row = in[1] + static_cast<Index>(in[0][i]) * width;
        out.insert(out.end(), row, row + width);
    }
    return out;
}

/// Inputs: tokens, table, positions, weight and bias of the layer.
Values wordsWithPositions(const Sizes& d, const Inputs& in)
{
    const Index width = d.at("width");
    const Index length = d.at("length");
    const Values words = rowsOfWords(d, in);
    Values out;
    for (Index i = 0; i < d.at("batch_size") * length; ++i) {
        for (Index feature = 0; feature < d.at("features"); ++feature) {
            double sum = in[4][feature];
            for (Index k = 0; k < width; ++k) {
                const double word = words[static_cast<std::size_t>(i * width + k)];
                sum += (2 * word + in[2][i % length * width + k]) * in[3][feature * width + k];
            }
            out.push_back(sum);
        }
    }
    return out;
}

} // namespace

std::map<std::string, Formula> lossFormulas()
{
    return {
        {"l1_34_relative_error", relativeError},
        {"l1_35_share_of_squares", shareOfSquares},
        {"l1_36_huber", [](const Sizes& d, const Inputs& in) { return ofPairs(d, in, huber); }},
        {"l1_37_smooth_absolute_error",
         [](const Sizes& d, const Inputs& in) { return ofPairs(d, in, smoothAbsolute); }},
        {"l1_38_divergence", divergence},
        {"l1_39_hinge_of_rows", hingeOfRows},
        {"l1_40_cosine_distance", cosineDistance},
        {"l1_41_triplet_margin", tripletMargin},
        {"l1_42_class_entropy",
         [](const Sizes& d, const Inputs& in) { return classLosses(d.at("batch_size"), d.at("num_classes"), 1, in); }},
        {"l1_43_class_entropy_of_positions", classLossesLessMean},
        {"l1_47_embedding", rowsOfWords},
        {"l2_12_embedding_with_positions", wordsWithPositions},
        {"l1_44_likelihood", [](const Sizes& d, const Inputs& in) {
             Values out;
             for (Index i = 0; i < d.at("batch_size"); ++i) {
                 out.push_back(-in[0][i * d.at("classes") + static_cast<Index>(in[1][i])]);
             }
             return out;
         }}};
}

} // namespace espalier::test
