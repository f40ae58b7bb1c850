#include "widgets/window/commandpalette.h"

#include "widgets/common/helppage.h"
#include "widgets/common/theme.h"
#include "widgets/window/fuzzy.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kMost = 60; ///< entries shown; nobody reads further
constexpr int kUnavailable = 1'000'000;
constexpr int kWidth = 560;
constexpr int kRows = 12;

/// Title at the left, keys or kind at the right.
class EntryDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {200, option.fontMetrics.height() + 12};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme theme = Theme::fromPalette(option.palette);
        const bool current = (option.state & QStyle::State_Selected) != 0;
        if (current) {
            painter->fillRect(option.rect, theme.color(Role::Raised));
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                              theme.color(Role::Accent));
        }
        const bool enabled = (index.flags() & Qt::ItemIsEnabled) != 0;
        const QRect inner = option.rect.adjusted(16, 0, -16, 0);
        const QString detail = index.data(Qt::UserRole).toString();
        const int room = inner.width() - option.fontMetrics.horizontalAdvance(detail) - 16;
        painter->setFont(option.font);
        painter->setPen(theme.color(Role::Dim));
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->setPen(theme.color(enabled ? Role::Text : Role::Dim));
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room));
    }
};

} // namespace

CommandPalette::CommandPalette(std::vector<PaletteEntry> entries, Extra extra, QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint), m_entries(std::move(entries)), m_extra(std::move(extra)),
      m_box(new QLineEdit(this)), m_list(new QListWidget(this)),
      m_nothing(new QLabel(tr("Nothing is called so. Try fewer letters, or a node's number."), this))
{
    setWindowTitle(tr("Commands"));
    setHelpPage(this, QStringLiteral("window"));
    m_box->setPlaceholderText(tr("A command, a session, a node's number, or a page of the manual"));
    m_box->setAccessibleName(tr("Find a command"));
    m_box->setTextMargins(6, 2, 4, 2);
    m_box->installEventFilter(this);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // the box keeps the keyboard and moves the choice
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_box);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1, Qt::AlignHCenter | Qt::AlignTop);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setContentsMargins(0, 16, 0, 0);
    connect(m_box, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::currentRowChanged, this, &CommandPalette::announce);
    search({});
}

void CommandPalette::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    const QWidget* window = parentWidget();
    const int width = std::min(kWidth, window->width() - 32);
    const int height = m_box->sizeHint().height() + 24 + kRows * (fontMetrics().height() + 12);
    resize(width, std::min(height, window->height() - 96));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, 72)));
    m_box->setFocus();
}

QStringList CommandPalette::shown() const
{
    QStringList titles;
    for (const PaletteEntry& entry : m_found) {
        titles << entry.title;
    }
    return titles;
}

void CommandPalette::search(const QString& text)
{
    std::vector<std::pair<int, const PaletteEntry*>> ranked;
    for (const PaletteEntry& entry : m_entries) {
        if (const std::optional<int> score = fuzzyScore(text, entry.title)) {
            // What cannot be done now is shown after what can.
            ranked.emplace_back(entry.enabled || text.isEmpty() ? *score : *score - kUnavailable, &entry);
        }
    }
    // Stable, so that before anything is typed the order is the registry's.
    std::ranges::stable_sort(ranked, std::greater{}, &std::pair<int, const PaletteEntry*>::first);
    m_found = m_extra ? m_extra(text) : std::vector<PaletteEntry>();
    for (const auto& [score, entry] : ranked) {
        if (m_found.size() < kMost) {
            m_found.push_back(*entry);
        }
    }
    m_list->clear();
    for (const PaletteEntry& entry : m_found) {
        auto* item = new QListWidgetItem(entry.title, m_list);
        item->setData(Qt::UserRole, entry.detail);
        item->setFlags(entry.enabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemIsSelectable);
    }
    m_list->setVisible(!m_found.empty());
    m_nothing->setVisible(m_found.empty());
    const auto first = std::ranges::find_if(m_found, &PaletteEntry::enabled);
    m_list->setCurrentRow(static_cast<int>(first - m_found.begin()));
    announce();
}

void CommandPalette::announce()
{
    const QListWidgetItem* item = m_list->currentItem();
    m_box->setAccessibleDescription(item == nullptr
                                        ? tr("Nothing found; Escape closes this.")
                                        : item->text() + QStringLiteral(", ") + item->data(Qt::UserRole).toString());
}

void CommandPalette::choose()
{
    const auto row = static_cast<std::size_t>(std::max(0, m_list->currentRow()));
    if (row >= m_found.size() || !m_found[row].enabled) {
        return;
    }
    const std::function<void()> run = m_found[row].run;
    accept();
    run(); // after it is closed, so that a dialog that this opens has the window to itself
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QCoreApplication::sendEvent(m_list, event);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose();
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Panel));
    painter.setPen(theme.color(Role::Edge));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace espalier
