#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// One turn of a conversation, UTF-8. A request's first and last turns are the user's.
struct ModelTurn
{
    enum class Role { User, Model };
    Role role = Role::User;
    std::string text;

    bool operator==(const ModelTurn&) const = default;
};

/// A file that goes along with a prompt for whoever reads it in a folder; the prompt's text holds it already.
struct ModelFile
{
    std::string name; ///< without a folder: "parent.cpp"
    std::string content;
};

/// What a model is asked. A value that crosses threads.
struct ModelRequest
{
    std::string system; ///< alike for all steps of a session, so that a provider's cache of it pays
    std::vector<ModelTurn> turns;
    std::vector<ModelFile> files;
    std::string label;      ///< a file name that is the same when the step is made again: "step-0012"
    std::uint64_t seed = 0; ///< of this step; what a model with a seed is given
};

/// What an answer took. Money is in US dollars, 0 where the price is not known.
struct ModelUsage
{
    std::size_t tokensIn = 0;     ///< all of them, those from the provider's cache included
    std::size_t tokensCached = 0; ///< read from the provider's cache
    std::size_t tokensOut = 0;
    double money = 0;

    bool operator==(const ModelUsage&) const = default;
};

struct ModelReply
{
    std::string text;  ///< as it came: hostile, at most kLongestReply bytes
    std::string model; ///< the one that answered: "claude-opus-4-1", "mailbox"
    ModelUsage usage;
};

inline constexpr std::size_t kLongestReply = std::size_t{2} << 20; ///< bytes; a longer answer is cut off and an error

/// Whoever answers prompts: a provider's model, a program, a person behind a folder, a recording. Called from several
/// threads at once; blocks until the answer is there.
class Model
{
public:
    using OnText =
        std::function<void(std::string_view text)>; ///< what just arrived, on the calling thread; may be empty

    virtual ~Model() = default;
    /// ErrorKind::Answer: it refused, or broke off; the step is spent. Machine: it cannot be reached at all.
    /// Interrupted: `stop` came first. No message names a key.
    virtual Result<ModelReply> ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const = 0;
    virtual std::string name() const = 0; ///< "anthropic:claude-opus-4-1", "mailbox:/tmp/box"
};

} // namespace espalier
