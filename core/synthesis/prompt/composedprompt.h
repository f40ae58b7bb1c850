#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace espalier {

/// How much of the prompt one part takes. Tokens are estimates, see TokenBudget.
struct PartSize
{
    std::string name;        ///< system, task, kernel, history, diagnosis, failures, prior, hint, …
    std::size_t tokens = 0;  ///< as it stands in the prompt, its heading and the mark of a cut included
    std::size_t leftOut = 0; ///< cut off

    bool operator==(const PartSize&) const = default;
};

/// A prompt as text: Markdown in UTF-8 without control characters, for a language model or a person.
struct ComposedPrompt
{
    std::string system; ///< the same for every prompt of a language, so that a model's cache of it holds
    std::string user;
    std::vector<PartSize> parts; ///< in the order of the text, the system text first; empty parts are left out

    bool operator==(const ComposedPrompt&) const = default;
};

} // namespace espalier
