#pragma once

#include "core/base/result.h"
#include "core/graph/verdict.h"

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// One document of a knowledge base. In its lists nothing means everything: "any" in the file.
struct Document
{
    std::string name;                   ///< "false-sharing"; unique in a knowledge base
    std::string title;                  ///< "Keep threads off each other's cache lines"
    std::string place;                  ///< "hardware/cpu/false-sharing.md", below the knowledge base's folder
    std::vector<std::string> platforms; ///< "cpu", "opencl", "nvidia", …
    std::vector<std::string> languages; ///< "cpp", "opencl", "cuda", …
    std::vector<Bound> bounds;          ///< bottlenecks it helps with
    std::vector<std::string> phases;    ///< of draft, repair, improve, tune
    std::vector<std::string> keywords;
    std::string sources;  ///< where its facts come from, for people
    std::string body;     ///< Markdown, without the front matter
    bool retired = false; ///< a learned skill that stopped paying: shown when asked for by name, never found
};

/// One document: a front matter between lines of three dashes, then Markdown.
///   name: false-sharing            the file's name without .md
///   title: Keep threads off each other's cache lines
///   platforms: cpu                 lists are separated by commas; any
///   languages: cpp
///   bounds: memory, latency        names of Bound; any
///   phases: improve                of draft, repair, improve, tune; any
///   keywords: coherence, padding
///   sources: Drepper (2007), 6.4.1
/// All are needed; unknown and repeated keys and an empty text are errors that name `place` and line.
Result<Document> parseDocument(std::string_view text, const std::string& place);

} // namespace espalier
