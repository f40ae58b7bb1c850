// What the comparison shows, and when; how it is put together is in diffpanelayout.cpp.
#include "widgets/diff/diffpane.h"

#include "core/diff/hunktext.h"
#include "core/graph/sourceending.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/format.h"
#include "widgets/common/tabstrip.h"
#include "widgets/diff/differencenote.h"
#include "widgets/diff/diffview.h"
#include "widgets/diff/guardbar.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>

namespace espalier {
namespace {

/// "+ -funroll-loops  − -ffast-math"; empty when both are built alike.
QString optionsChange(const Candidate& from, const Candidate& to)
{
    QStringList changes;
    const auto list = [&changes](const Candidate& here, const Candidate& there, QChar sign) {
        std::vector<std::string> words = here.options;
        words.insert(words.begin(), here.compiler);
        for (const std::string& word : words) {
            if (word != there.compiler && std::ranges::find(there.options, word) == there.options.end()) {
                changes << QString(sign) + QChar(QChar::Nbsp) + format::wholeOptions(format::codeLine(word));
            }
        }
    };
    list(to, from, QLatin1Char('+'));
    list(from, to, QChar(0x2212));
    return changes.join(QStringLiteral("   "));
}

QString numberText(NodeNumber number)
{
    return QStringLiteral("#%1").arg(number);
}

} // namespace

void DiffPane::setNode(std::optional<NodeNumber> node)
{
    if (m_node != node) {
        m_sought.reset();
    }
    m_node = node;
    m_chooser->setNode(node);
    refresh();
}

void DiffPane::setCompared(Compared what)
{
    m_tabs->setCurrentIndex(static_cast<int>(what));
}

Compared DiffPane::compared() const
{
    return static_cast<Compared>(std::max(0, m_tabs->currentIndex()));
}

void DiffPane::swapSides()
{
    m_swapped = !m_swapped;
    refresh();
}

void DiffPane::setIgnoreWhitespace(bool ignore)
{
    m_ignoreWhitespace = ignore;
    refresh();
}

void DiffPane::say(const QString& heading, const QString& message)
{
    m_job.cancel();
    m_patience.stop();
    m_coming.reset();
    m_shown.reset();
    m_texts = {};
    m_heading->setText(heading);
    m_counts->clear();
    m_note->clear();
    m_options->hide();
    m_guard->setSentence({});
    m_pages->setCurrentIndex(0);
    m_view->setMessage(message);
}

void DiffPane::wait(const Picture& picture, const QString& forWhat)
{
    m_job.cancel(); // what it compares is not this pair
    m_coming = picture;
    m_waitsFor = forWhat;
    if (!m_patience.isActive()) {
        m_patience.start(); // until then the last picture stays
    }
}

/// The pair is said and that it takes a while; the last picture goes.
void DiffPane::sayWaiting(const QString& forWhat)
{
    if (!m_coming) {
        return;
    }
    showHeading(*m_coming);
    m_counts->clear();
    m_note->clear();
    m_options->hide();
    m_pages->setCurrentIndex(0);
    m_view->setMessage(forWhat);
    m_shown.reset();
}

void DiffPane::refresh()
{
    m_form->hide();
    m_lights->setSentence({});
    fitTools();
    if (compared() != Compared::Assembly) {
        m_sought.reset();
    }
    if (!m_node || *m_node >= m_live.graph().size()) {
        say(tr("No node"), tr("Select a node in the tree to see what was changed."));
        return;
    }
    // What is sought in a node's code is shown without another node, too.
    const std::optional<NodeNumber> other = m_chooser->other() || !m_sought ? m_chooser->other() : m_node;
    if (!other) {
        showAlone();
        return;
    }
    Picture picture{*other, *m_node, compared(), {}, m_ignoreWhitespace, false};
    if (m_swapped) {
        std::swap(picture.left, picture.right);
    }
    const NodeDetailsPtr left = m_details.get(picture.left);
    const NodeDetailsPtr right = m_details.get(picture.right);
    if (!left || !right) {
        wait(picture, tr("Reading…"));
        return;
    }
    if (picture.what == Compared::Metrics) {
        showMetrics(picture, *left, *right);
    } else if (std::optional<Texts> texts = textsOf(picture, *left, *right)) {
        picture.form = picture.what == Compared::Assembly ? m_form->currentText() : QString();
        compareTexts(picture, *std::move(texts));
    }
}

/// The figures of a node need no other side; everything else does.
void DiffPane::showAlone()
{
    const NodeDetailsPtr details = compared() == Compared::Metrics ? m_details.get(*m_node) : nullptr;
    say(QStringLiteral("%1 %2").arg(numberText(*m_node), roleOf(*m_node)).trimmed(), m_chooser->why());
    if (details) {
        m_metrics.setSides(std::nullopt, details->evaluation, {}, numberText(*m_node));
        m_pages->setCurrentIndex(1);
    }
}

std::optional<DiffPane::Texts> DiffPane::textsOf(const Picture& picture, const NodeDetails& left,
                                                 const NodeDetails& right)
{
    if (picture.what == Compared::Assembly) {
        return assemblyTexts(picture);
    }
    const auto text = [&](NodeNumber number, const NodeDetails& details) {
        return comparedText(picture.what, details, m_live.graph().node(number), m_live.graph().state(number));
    };
    return Texts{text(picture.left, left), text(picture.right, right)};
}

std::optional<DiffPane::Texts> DiffPane::assemblyTexts(const Picture& picture)
{
    const NodeAssemblyPtr left = m_assemblies.get(picture.left);
    const NodeAssemblyPtr right = m_assemblies.get(picture.right);
    for (const auto& [number, assembly] : {std::pair(picture.left, left), std::pair(picture.right, right)}) {
        if (assembly && !assembly->problem.isEmpty()) {
            say(QString(), tr("#%1: %2").arg(number).arg(assembly->problem));
            showHeading(picture);
            return std::nullopt;
        }
    }
    if (!left || !right) {
        wait(picture, tr("Assembling…"));
        return std::nullopt;
    }
    offerForms(*left, *right);
    const auto text = [this](const NodeAssembly& assembly) {
        const auto form = std::ranges::find(assembly.forms, m_form->currentText(),
                                            [](const auto& one) -> const QString& { return one.first; });
        return form == assembly.forms.end() ? std::string() : form->second;
    };
    return Texts{text(*left), text(*right)};
}

void DiffPane::offerForms(const NodeAssembly& left, const NodeAssembly& right)
{
    QStringList others;
    for (const auto& form : right.forms) {
        others << form.first;
    }
    QStringList names;
    for (const auto& form : left.forms) {
        names << (others.contains(form.first) ? QStringList{form.first} : QStringList{});
    }
    const QString chosen = m_form->currentText();
    const QSignalBlocker quiet(m_form);
    m_form->clear();
    m_form->addItems(names);
    m_form->setCurrentIndex(std::max(0, m_form->findText(chosen)));
    m_form->setVisible(names.size() > 1);
    fitTools();
}

void DiffPane::compareTexts(const Picture& wanted, Texts texts)
{
    Picture picture = wanted;
    picture.all = m_overruled == wanted;
    if (m_shown == picture && m_texts == texts) {
        m_job.cancel();
        m_patience.stop();
        m_coming.reset();
        showHeading(picture); // roles change
        lightSought();
        return;
    }
    if (m_coming == picture && m_job.isRunning()) {
        return;
    }
    m_pages->setCurrentIndex(0);
    const std::size_t bytes = texts.left.size() + texts.right.size();
    const auto lines = std::ranges::count(texts.left, '\n') + std::ranges::count(texts.right, '\n');
    if (!picture.all && (bytes > kManyBytes || static_cast<std::size_t>(lines) > kManyLines)) {
        say(QString(), tr("Large texts take a while to compare."));
        showHeading(picture);
        m_shown = picture;
        m_texts = std::move(texts);
        m_guard->setSentence(tr("%1 lines, %2 in all.")
                                 .arg(QLocale().toString(qlonglong(lines)), QLocale().formattedDataSize(qint64(bytes))),
                             tr("Show anyway"));
        return;
    }
    ClippedText left = clipped(texts.left, picture.all);
    ClippedText right = clipped(texts.right, picture.all);
    const int cut = left.longLines + right.longLines;
    m_guard->setSentence(cut == 0 ? QString() : tr("%n lines are long and were cut short.", nullptr, cut),
                         tr("Show all"));
    m_coming = picture;
    m_texts = std::move(texts);
    m_patience.stop();
    m_job.start(std::move(left.text), std::move(right.text), {.ignoreWhitespace = picture.ignoreWhitespace});
}

void DiffPane::showDiff(const std::shared_ptr<LineDiff>& diff)
{
    if (!m_coming) {
        return;
    }
    m_shown = std::exchange(m_coming, std::nullopt);
    showHeading(*m_shown);
    const NodeDetailsPtr left = m_details.get(m_shown->left);
    const NodeDetailsPtr right = m_details.get(m_shown->right);
    m_counts->setText(QStringLiteral("+%1  −%2").arg(diff->added).arg(diff->removed));
    m_view->setDiff(std::move(*diff), sameSentence());
    lightSought();
    if (left && right) {
        showNote(*left, *right);
    }
}

void DiffPane::showNote(const NodeDetails& left, const NodeDetails& right)
{
    m_note->setSides(left.evaluation, right.evaluation);
    m_options->setText(format::codeLine(optionsChange(left.candidate, right.candidate).toStdString()));
    m_options->setVisible(!m_options->text().isEmpty());
}

void DiffPane::showMetrics(const Picture& picture, const NodeDetails& left, const NodeDetails& right)
{
    m_job.cancel();
    m_patience.stop();
    m_coming.reset();
    m_guard->setSentence({});
    m_counts->clear();
    showHeading(picture);
    showNote(left, right);
    if (m_shown != picture || m_pages->currentIndex() != 1) {
        m_metrics.setSides(left.evaluation, right.evaluation, numberText(picture.left), numberText(picture.right));
        m_shown = picture;
        m_texts = {};
    }
    m_pages->setCurrentIndex(1);
}

QString DiffPane::patch() const
{
    if (!m_shown || m_shown->what == Compared::Metrics || m_coming) {
        return {};
    }
    const QString leftName = QString::number(m_shown->left);
    const QString rightName = QString::number(m_shown->right);
    const QString ending = m_shown->what == Compared::Assembly ? QStringLiteral(".s") : QStringLiteral(".txt");
    if (m_shown->what == Compared::Source) {
        const NodeDetailsPtr left = m_details.get(m_shown->left);
        const NodeDetailsPtr right = m_details.get(m_shown->right);
        if (!left || !right) {
            return {};
        }
        return QString::fromStdString(unifiedPatch(m_texts.left, m_texts.right,
                                                   "candidate" + sourceEnding(left->candidate.language),
                                                   "candidate" + sourceEnding(right->candidate.language)));
    }
    return QString::fromStdString(unifiedPatch(m_texts.left, m_texts.right, (leftName + ending).toStdString(),
                                               (rightName + ending).toStdString()));
}

QString DiffPane::hunk() const
{
    return QString::fromStdString(hunkText(m_view->diff(), m_view->currentRow()));
}

void DiffPane::exportPatch()
{
    const QString text = patch();
    if (!text.isEmpty()) {
        Q_EMIT patchExported(QStringLiteral("%1-to-%2.patch").arg(m_shown->left).arg(m_shown->right), text);
    }
}

} // namespace espalier
