#include "widgets/review/checklistview.h"

#include "widgets/common/fonts.h"
#include "widgets/common/theme.h"
#include "widgets/review/plainlabel.h"
#include "widgets/review/reviewtext.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <array>

namespace espalier {
namespace {

/// The questions in the window's language, by CheckItem::name.
struct Question
{
    const char* name;
    const char* text;
};

constexpr std::array<Question, 9> kQuestions{
    {{"correct", QT_TRANSLATE_NOOP("ChecklistView", "Correct on every case")},
     {"hidden", QT_TRANSLATE_NOOP("ChecklistView", "Correct on hidden shapes")},
     {"verdict", QT_TRANSLATE_NOOP("ChecklistView", "Verdict accepted")},
     {"interval", QT_TRANSLATE_NOOP("ChecklistView", "Faster, by its whole interval")},
     {"regression", QT_TRANSLATE_NOOP("ChecklistView", "No case slower")},
     {"sanitizers", QT_TRANSLATE_NOOP("ChecklistView", "Sanitizers clean")},
     {"comments", QT_TRANSLATE_NOOP("ChecklistView", "Every comment settled")},
     {"trust", QT_TRANSLATE_NOOP("ChecklistView", "Judged in a sandbox")},
     {"licence", QT_TRANSLATE_NOOP("ChecklistView", "Licence header (may be open)")}}};

QLabel* checkLabel(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(parent);
    label->setText(text);
    label->setContentsMargins(0, 0, 0, 0);
    return label;
}

} // namespace

ChecklistView::ChecklistView(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(16, 4, 12, 4);
    m_column->setSpacing(6);
    setAccessibleName(tr("Checklist"));
}

void ChecklistView::setItems(const std::vector<CheckItem>& items)
{
    while (QLayoutItem* row = m_column->takeAt(0)) {
        delete row->widget();
        delete row;
    }
    m_items = items;
    for (const CheckItem& item : m_items) {
        addItem(item);
    }
}

void ChecklistView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        setItems(std::vector<CheckItem>(m_items));
    }
}

void ChecklistView::addItem(const CheckItem& item)
{
    QString question = QString::fromStdString(item.question);
    for (const Question& known : kQuestions) {
        question = item.name == known.name ? QCoreApplication::translate("ChecklistView", known.text) : question;
    }
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto* sign = checkLabel(reviewtext::sign(item.answer), row);
    sign->setFixedWidth(16);
    sign->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    sign->setAccessibleName(reviewtext::answer(item.answer));
    sign->setToolTip(reviewtext::answer(item.answer));
    sign->setFont(fonts::bold(font()));
    const Theme theme = Theme::fromPalette(palette());
    if (item.answer != CheckAnswer::Yes) {
        QPalette colours = palette();
        colours.setColor(QPalette::WindowText,
                         theme.color(item.answer == CheckAnswer::No && item.must ? Role::Bad : Role::Dim));
        sign->setPalette(colours);
    }
    auto* evidence = checkLabel(reviewtext::foreign(item.evidence), row);
    evidence->setFont(fonts::small(font()));
    evidence->setForegroundRole(QPalette::PlaceholderText);
    // What is in order takes one line, so that what is not is seen.
    const bool yes = item.answer == CheckAnswer::Yes;
    auto* text = new QBoxLayout(yes ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    text->setSpacing(yes ? 8 : 0);
    QLabel* asked = checkLabel(question, row);
    asked->setWordWrap(!yes);
    text->addWidget(asked, 0, Qt::AlignTop);
    text->addWidget(evidence, 1);
    if (!item.todo.empty()) {
        QLabel* todo = checkLabel(QStringLiteral("→ ") + reviewtext::foreign(item.todo), row);
        todo->setFont(fonts::small(font()));
        text->addWidget(todo);
    }
    line->addWidget(sign, 0, Qt::AlignTop);
    line->addLayout(text, 1);
    row->setAccessibleName(QStringLiteral("%1 %2: %3: %4")
                               .arg(reviewtext::sign(item.answer), reviewtext::answer(item.answer), question,
                                    reviewtext::foreign(item.evidence)));
    m_column->addWidget(row);
}

QStringList ChecklistView::lines() const
{
    QStringList lines;
    for (int i = 0; i < m_column->count(); ++i) {
        lines << m_column->itemAt(i)->widget()->accessibleName();
    }
    return lines;
}

} // namespace espalier
