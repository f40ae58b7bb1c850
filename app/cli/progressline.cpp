#include "app/cli/progressline.h"

#include "app/cli/output.h"
#include "core/diagnose/figures.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace espalier::cli {
namespace {

std::string minutesText(double seconds)
{
    char text[32];
    const int whole = static_cast<int>(std::max(0.0, seconds) + 0.5);
    std::snprintf(text, sizeof text, "%d:%02d left", whole / 60, whole % 60);
    return text;
}

} // namespace

ProgressLine::ProgressLine(const SessionSettings& settings)
    : m_settings(settings), m_terminal(isatty(STDERR_FILENO) == 1), m_start(SteadyClock::now())
{
}

void ProgressLine::say(const std::string& activity)
{
    const std::scoped_lock lock(m_mutex);
    write(activity);
}

void ProgressLine::recorded(const Node& node)
{
    const std::scoped_lock lock(m_mutex);
    if (m_firstStep < 0) {
        m_firstStep = node.step;
        m_start = SteadyClock::now();
    }
    m_step = std::max(m_step, node.step);
    ++m_nodes;
    const bool better = isValid(node.verdict) && vouched(node) > m_vouched;
    if (better) {
        m_best = node.speedup;
        m_vouched = vouched(node);
    }
    if (!m_terminal && !better) {
        return;
    }
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - m_start).count();
    std::string text = "step " + std::to_string(m_step);
    if (m_settings.steps > 0) {
        text += "/" + std::to_string(m_settings.steps);
    }
    text += " · " + std::to_string(m_nodes) + " nodes · best " + intervalText(m_best);
    if (seconds > 1 && m_nodes > 1) {
        text += " · " + std::to_string(static_cast<int>(60.0 * (m_nodes - 1) / seconds)) + "/min" + timeLeft(seconds);
    }
    write(text);
}

std::string ProgressLine::timeLeft(double elapsedSeconds) const
{
    double left = -1;
    const int done = m_step - m_firstStep;
    if (m_settings.steps > 0 && done > 0) {
        left = elapsedSeconds / done * (m_settings.steps - m_step);
    }
    if (m_settings.minutes > 0) {
        const double byClock = m_settings.minutes * 60 - elapsedSeconds;
        left = left < 0 ? byClock : std::min(left, byClock);
    }
    return left < 0 ? "" : " · " + minutesText(left);
}

void ProgressLine::write(const std::string& text)
{
    if (!m_terminal) {
        std::fprintf(stderr, "%s\n", text.c_str());
        return;
    }
    std::string padded = text;
    if (padded.size() < m_width) {
        padded.append(m_width - padded.size(), ' ');
    }
    m_width = text.size();
    std::fprintf(stderr, "\r%s", padded.c_str());
    std::fflush(stderr);
}

void ProgressLine::finish()
{
    const std::scoped_lock lock(m_mutex);
    if (m_terminal && m_width > 0) {
        std::fprintf(stderr, "\n");
    }
}

} // namespace espalier::cli
