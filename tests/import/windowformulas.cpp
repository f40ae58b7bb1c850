#include "windowformulas.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace espalier::test {
namespace {

using Inputs = std::vector<const float*>;
using Values = std::vector<double>;
using Index = std::int64_t;

std::size_t at(Index index)
{
    return static_cast<std::size_t>(index);
}

/// [batch, channels, height, width], with a value outside.
struct Images
{
    const float* data;
    Index channels;
    Index height;
    Index width;
    double outside = 0;

    double operator()(Index b, Index c, Index y, Index x) const
    {
        const bool inside = y >= 0 && y < height && x >= 0 && x < width;
        return inside ? data[((b * channels + c) * height + y) * width + x] : outside;
    }
};

/// PyTorch's manual, Conv2d: 3 x 3, stride 2, padding 1, dilation 2.
Values convolutionStrided(const Sizes& d, const Inputs& in)
{
    const Images x{in[0], d.at("in_channels"), d.at("height"), d.at("width")};
    const Index outputs = d.at("out_channels");
    const Index rows = (x.height + 2 * 1 - 2 * (3 - 1) - 1) / 2 + 1;
    const Index cols = (x.width + 2 * 1 - 2 * (3 - 1) - 1) / 2 + 1;
    Values out;
    for (Index b = 0; b < d.at("batch_size"); ++b) {
        for (Index o = 0; o < outputs; ++o) {
            for (Index r = 0; r < rows; ++r) {
                for (Index c = 0; c < cols; ++c) {
                    double sum = in[2][o];
                    for (Index i = 0; i < x.channels; ++i) {
                        for (Index k = 0; k < 9; ++k) {
                            sum += in[1][(o * x.channels + i) * 9 + k] *
                                   x(b, i, 2 * r - 1 + 2 * (k / 3), 2 * c - 1 + 2 * (k % 3));
                        }
                    }
                    out.push_back(sum);
                }
            }
        }
    }
    return out;
}

/// Every input element is spread over five places, three apart, of which the first two fall away.
Values convolutionTransposed(const Sizes& d, const Inputs& in)
{
    const Index batch = d.at("batch_size");
    const Index inputs = d.at("in_channels");
    const Index outputs = d.at("out_channels");
    const Index length = d.at("length");
    const Index longer = (length - 1) * 3 - 2 * 2 + (5 - 1) + 1 + 1;
    Values out(at(batch * outputs * longer));
    for (Index b = 0; b < batch; ++b) {
        for (Index i = 0; i < inputs; ++i) {
            for (Index o = 0; o < outputs; ++o) {
                for (Index p = 0; p < length; ++p) {
                    for (Index k = 0; k < 5; ++k) {
                        const Index to = 3 * p + k - 2;
                        if (to >= 0 && to < longer) {
                            out[at((b * outputs + o) * longer + to)] +=
                                static_cast<double>(in[0][(b * inputs + i) * length + p]) *
                                in[1][(i * outputs + o) * 5 + k];
                        }
                    }
                }
            }
        }
    }
    return out;
}

Values convolutionDepthwise(const Sizes& d, const Inputs& in)
{
    const Images x{in[0], d.at("in_channels"), d.at("height"), d.at("width")};
    Values out;
    for (Index b = 0; b < d.at("batch_size"); ++b) {
        for (Index c = 0; c < x.channels; ++c) {
            for (Index r = 0; r < x.height - 2; ++r) {
                for (Index w = 0; w < x.width; ++w) {
                    out.push_back(in[1][3 * c] * x(b, c, r, w) + in[1][3 * c + 1] * x(b, c, r + 1, w) +
                                  in[1][3 * c + 2] * x(b, c, r + 2, w));
                }
            }
        }
    }
    return out;
}

Values maxPooling(const Sizes& d, const Inputs& in)
{
    const Images x{in[0], d.at("channels"), d.at("height"), d.at("width"), -std::numeric_limits<double>::infinity()};
    Values out;
    for (Index bc = 0; bc < d.at("batch_size") * x.channels; ++bc) {
        for (Index r = 0; r < (x.height + 2 - 2 * 3 - 1) / 2 + 1; ++r) {
            for (Index c = 0; c < (x.width + 2 - 2 * 3 - 1) / 2 + 1; ++c) {
                double most = x.outside;
                for (Index k = 0; k < 16; ++k) {
                    most = std::max(most, x(0, bc, 2 * r - 1 + 2 * (k / 4), 2 * c - 1 + 2 * (k % 4)));
                }
                out.push_back(most);
            }
        }
    }
    return out;
}

/// Four places, three apart: nine zeros in all, four before and five behind.
Values convolutionSame(const Sizes& d, const Inputs& in)
{
    const Images x{in[0], d.at("in_channels"), 1, d.at("length")};
    Values out;
    for (Index b = 0; b < d.at("batch_size"); ++b) {
        for (Index o = 0; o < d.at("out_channels"); ++o) {
            for (Index p = 0; p < x.width; ++p) {
                double sum = in[2][o];
                for (Index i = 0; i < x.channels; ++i) {
                    for (Index k = 0; k < 4; ++k) {
                        sum += in[1][(o * x.channels + i) * 4 + k] * x(b, i, 0, p - 4 + 3 * k);
                    }
                }
                out.push_back(sum);
            }
        }
    }
    return out;
}

/// As PyTorch's manual counts steps in ceil_mode: rounded up, without a last one that begins in what is padded behind.
Index stepsBeyond(Index length)
{
    const Index steps = (length + 2 * 1 - 2 + 3 - 1) / 3 + 1;
    return (steps - 1) * 3 >= length + 1 ? steps - 1 : steps;
}

Values maxPoolingBeyond(const Sizes& d, const Inputs& in)
{
    const Images x{in[0], d.at("channels"), d.at("height"), d.at("width"), -std::numeric_limits<double>::infinity()};
    Values out;
    for (Index bc = 0; bc < d.at("batch_size") * x.channels; ++bc) {
        for (Index r = 0; r < stepsBeyond(x.height); ++r) {
            for (Index c = 0; c < stepsBeyond(x.width); ++c) {
                double most = x.outside;
                for (Index k = 0; k < 4; ++k) {
                    most = std::max(most, x(0, bc, 3 * r - 1 + k / 2, 3 * c - 1 + k % 2));
                }
                out.push_back(most);
            }
        }
    }
    return out;
}

/// Windows of 27 that do not overlap, zeros around.
Values averagePooling(const Sizes& d, const Inputs& in)
{
    const Index depth = d.at("depth");
    Values out;
    for (Index bc = 0; bc < d.at("batch_size") * d.at("channels"); ++bc) {
        const Images x{in[0] + bc * depth * d.at("height") * d.at("width"), 1, d.at("height"), d.at("width")};
        for (Index z = 0; z < (depth - 1) / 3 + 1; ++z) {
            for (Index r = 0; r < (x.height - 1) / 3 + 1; ++r) {
                for (Index c = 0; c < (x.width - 1) / 3 + 1; ++c) {
                    double sum = 0;
                    for (Index k = 0; k < 27; ++k) {
                        const Index slice = 3 * z - 1 + k / 9;
                        sum += slice >= 0 && slice < depth ? x(slice, 0, 3 * r - 1 + k / 3 % 3, 3 * c - 1 + k % 3) : 0;
                    }
                    out.push_back(sum / 27);
                }
            }
        }
    }
    return out;
}

/// Of `length` elements that follow one another.
void standardise(double* values, Index length)
{
    double mean = 0;
    double square = 0;
    for (Index i = 0; i < length; ++i) {
        mean += values[i] / static_cast<double>(length);
    }
    for (Index i = 0; i < length; ++i) {
        square += (values[i] - mean) * (values[i] - mean) / static_cast<double>(length);
    }
    for (Index i = 0; i < length; ++i) {
        values[i] = (values[i] - mean) / std::sqrt(square + 1e-5);
    }
}

Values groupNormalisation(const Sizes& d, const Inputs& in)
{
    const Index pixels = d.at("height") * d.at("width");
    const Index features = d.at("features");
    Values out(in[0], in[0] + d.at("batch_size") * features * pixels);
    for (Index group = 0; group < d.at("batch_size") * 4; ++group) {
        standardise(out.data() + group * (features / 4) * pixels, features / 4 * pixels);
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        const Index feature = static_cast<Index>(i) / pixels % features;
        out[i] = out[i] * in[1][feature] + in[2][feature];
    }
    return out;
}

Values instanceNormalisation(const Sizes& d, const Inputs& in)
{
    const Index pixels = d.at("height") * d.at("width");
    Values out(in[0], in[0] + d.at("batch_size") * d.at("features") * pixels);
    for (Index image = 0; image < d.at("batch_size") * d.at("features"); ++image) {
        standardise(out.data() + image * pixels, pixels);
    }
    return out;
}

/// b, i, j and l of the file are sizes of x; names that the written code has for its own are changed.
Values tensorTimesMatrix(const Sizes& d, const Inputs& in)
{
    const Index rows = d.at("b") * d.at("i") * d.at("j");
    const Index inner = d.at("l");
    const Index cols = d.at("k");
    Values out;
    for (Index r = 0; r < rows; ++r) {
        for (Index c = 0; c < cols; ++c) {
            double sum = 0;
            for (Index p = 0; p < inner; ++p) {
                sum += static_cast<double>(in[0][r * inner + p]) * in[1][p * cols + c];
            }
            out.push_back(sum);
        }
    }
    return out;
}

/// 3 x 3 without padding, then relu; the sizes are numbers of the file.
Values convolution(const Sizes& d, const Inputs& in)
{
    const Images x{in[0], d.at("size_2"), d.at("size_3"), d.at("size_3")};
    Values out;
    for (Index b = 0; b < d.at("size"); ++b) {
        for (Index o = 0; o < d.at("size_4"); ++o) {
            for (Index r = 0; r < x.height - 2; ++r) {
                for (Index c = 0; c < x.width - 2; ++c) {
                    double sum = in[2][o];
                    for (Index i = 0; i < x.channels; ++i) {
                        for (Index k = 0; k < 9; ++k) {
                            sum += in[1][(o * x.channels + i) * 9 + k] * x(b, i, r + k / 3, c + k % 3);
                        }
                    }
                    out.push_back(std::max(sum, 0.0));
                }
            }
        }
    }
    return out;
}

Values convolutionGroupsPooling(const Sizes& d, const Inputs& in)
{
    const Index inputs = d.at("in_channels");
    const Index outputs = d.at("out_channels");
    const Index part = inputs / 4;
    const Images x{in[0], inputs, 1, d.at("length")};
    Values out;
    for (Index b = 0; b < d.at("batch_size"); ++b) {
        for (Index o = 0; o < outputs; ++o) {
            const Index group = o / (outputs / 4);
            const auto value = [&](Index place) {
                double sum = in[2][o];
                for (Index i = 0; i < part; ++i) {
                    for (Index k = 0; k < 3; ++k) {
                        sum += in[1][(o * part + i) * 3 + k] * x(b, group * part + i, 0, place + k - 1);
                    }
                }
                return std::tanh(sum);
            };
            for (Index p = 0; p + 1 < x.width; p += 2) {
                out.push_back(std::max(value(p), value(p + 1)));
            }
        }
    }
    return out;
}

Values convolutionVolumeMean(const Sizes& d, const Inputs& in)
{
    const Index inputs = d.at("in_channels");
    const Index depth = d.at("depth");
    const Index height = d.at("height");
    const Index width = d.at("width");
    const Index rows = (height - 3) / 2 + 1;
    Values out;
    for (Index b = 0; b < d.at("batch_size"); ++b) {
        for (Index o = 0; o < d.at("out_channels"); ++o) {
            double mean = 0;
            for (Index place = 0; place < (depth - 2) * rows * (width - 2); ++place) {
                const Index z = place / (rows * (width - 2));
                const Index r = place / (width - 2) % rows;
                const Index c = place % (width - 2);
                double sum = in[2][o];
                for (Index n = 0; n < inputs * 27; ++n) {
                    const Index i = n / 27;
                    const Index k = n % 27;
                    sum += static_cast<double>(in[1][(o * inputs + i) * 27 + k]) *
                           in[0][(((b * inputs + i) * depth + z + k / 9) * height + 2 * r + k / 3 % 3) * width + c +
                                 k % 3];
                }
                mean += std::max(sum, 0.0);
            }
            out.push_back(mean / static_cast<double>((depth - 2) * rows * (width - 2)));
        }
    }
    return out;
}

/// The mean of each of 8 parts of a channel's pixels.
Values reshape(const Sizes& d, const Inputs& in)
{
    const Index part = d.at("height") * d.at("features") / 8;
    Values out;
    for (Index p = 0; p < d.at("batch_size") * 8; ++p) {
        double sum = 0;
        for (Index i = 0; i < part; ++i) {
            sum += in[0][p * part + i];
        }
        out.push_back(std::tanh(sum / static_cast<double>(part)));
    }
    return out;
}

} // namespace

std::map<std::string, Formula> windowFormulas()
{
    return {{"l1_8_convolution_strided", convolutionStrided},
            {"l1_9_convolution_transposed", convolutionTransposed},
            {"l1_10_convolution_depthwise", convolutionDepthwise},
            {"l1_11_max_pooling", maxPooling},
            {"l1_12_average_pooling", averagePooling},
            {"l1_13_group_normalisation", groupNormalisation},
            {"l1_14_instance_normalisation", instanceNormalisation},
            {"l1_15_tensor_times_matrix", tensorTimesMatrix},
            {"l1_16_convolution_same", convolutionSame},
            {"l1_17_max_pooling_beyond", maxPoolingBeyond},
            {"l2_6_convolution", convolution},
            {"l2_7_convolution_groups_pooling", convolutionGroupsPooling},
            {"l2_8_convolution_volume_mean", convolutionVolumeMean},
            {"l3_5_reshape", reshape}};
}

} // namespace espalier::test
