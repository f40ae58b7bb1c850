#pragma once

#include <filesystem>

namespace espalier {

class MainWindow;

/// Asks for a file and writes a link to the window's session and selected node into it; says so in the window. The
/// dialog does not block.
void writeLink(MainWindow& window, const std::filesystem::path& store);

} // namespace espalier
