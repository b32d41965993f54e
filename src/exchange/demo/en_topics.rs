//! English: what is said about each topic.

use super::words::Talk;

/// In the order of [`super::topic::TOPICS`].
pub const TOPICS: [Talk; super::topic::TOPICS.len()] = [
    Talk {
        opening: &[
            "My order {order} should have been here on {date}, but nothing has come yet.",
            "Where is my parcel? The tracking page for {code} has not changed since {date}.",
            "I ordered the {product} and it still says \"in transit\". Has it been lost?",
            "Could you tell me when order {order} will be delivered to {city}?",
        ],
        assistant: &[
            "I found order {order}: it left our warehouse on {date} and is on its way to {city}.",
            "The carrier reports a delay for parcel {code}. You can follow it at {link}.",
        ],
        detail: &[
            "I was at home all day and nobody rang the bell.",
            "It is a birthday present and the birthday is on {day}.",
            "The tracking number is {code}, and the last scan was in {city}.",
        ],
        question: &[
            "Is the delivery address still {address} in {city}?",
            "Did the driver leave a card with a number on it?",
        ],
        answer: &[
            "The parcel was held at the depot in {city} because the label could not be read.",
            "The carrier had too few drivers this week, so parcel {code} goes out again on {day}.",
            "I have asked the depot to look for it, and they answer within one working day.",
        ],
        follow: &[
            "Can it be left with a neighbour at number {number}?",
            "And what happens if it does not turn up by {day}?",
        ],
        solved: &[
            "It is on the van now and should be with you on {day} before {time}.",
            "We are sending a replacement today at no cost; the new tracking number is {code}.",
        ],
        about: &["Parcel {code} late, promised for {day}", "Order {order} not delivered in {city}"],
    },
    Talk {
        opening: &[
            "I sent the {product} back {n} weeks ago and I am still waiting for my refund.",
            "How do I get my money back for order {order}?",
            "I would like a refund of {amount} for order {order}, please.",
            "You refunded only part of my order {order}; {amount} is still missing.",
        ],
        assistant: &[
            "Refunds usually arrive within {n} working days after we receive the item. Shall I look up order {order}?",
            "Your return for order {order} is registered. You can see its progress at {link}.",
        ],
        detail: &[
            "I have the receipt from the post office, dated {date}.",
            "I paid {amount} by card and the card ends in {last4}.",
            "The return label says {code}, if that helps.",
        ],
        question: &[
            "Which card or account should the refund of {amount} go to?",
            "Was the {product} still in its original box when you sent it?",
        ],
        answer: &[
            "The warehouse received your return on {date}, but the refund was never released.",
            "The {amount} went back to the card ending in {last4} on {date}; your bank may need a few days.",
            "Shipping is refunded too when the mistake was ours, so the total is {amount}.",
        ],
        follow: &[
            "Why does it take so long to send back my own money?",
            "Could I have a voucher instead, if that is quicker?",
        ],
        solved: &[
            "I have just released the refund of {amount}; it will show on your statement by {day}.",
            "The refund is on its way, and I have added {n} loyalty points for the trouble.",
        ],
        about: &["Refund of {amount} for order {order}", "Return {code} received, refund not released"],
    },
    Talk {
        opening: &[
            "I cannot log in any more: it says my password is wrong, but I am sure it is right.",
            "The mail to reset my password never arrives.",
            "My account is locked after {n} attempts. Can you open it again?",
        ],
        assistant: &[
            "You can set a new password at {link}. The link works for {n} hours.",
            "I have sent a reset link to {mail}. Please look in your spam folder as well.",
        ],
        detail: &[
            "I checked the spam folder and there is nothing from you.",
            "I changed my phone last week, so the code goes to my old number.",
            "My address is {mail}, maybe there is a typo in your records.",
        ],
        question: &[
            "For security, could you tell me the city of your last order?",
            "Do you use the app or the website when the error appears?",
        ],
        answer: &[
            "Your account was locked automatically because of {n} failed sign-ins on {date}.",
            "I have switched off the old phone number, so the code now goes to {mail}.",
            "There was a small typo in the mail address; I have corrected it to {mail}.",
        ],
        follow: &[
            "Is it possible that somebody else tried to get into my account?",
            "Will my saved addresses and orders still be there afterwards?",
        ],
        solved: &[
            "Your account is open again. Please choose a new password and do not use it anywhere else.",
            "You are signed in again, I can see it here. Please turn on two-step sign-in at {link}.",
        ],
        about: &["Locked out after {n} attempts", "Password reset mail to {mail} does not arrive"],
    },
    Talk {
        opening: &[
            "I need to move my booking {order} from {date} to {day}. Is that possible?",
            "Can I change the name on the hotel booking in {city}?",
            "My flight to {city} was moved, so the transfer at {time} no longer works.",
            "I would like to add one more night to my stay in {city}.",
        ],
        assistant: &[
            "Booking {order} can be changed until {day}. A fee of {amount} may apply.",
            "I see your trip to {city}. Which date would suit you better?",
        ],
        detail: &[
            "We are {n} people, and one of us uses a wheelchair.",
            "The new flight lands at {time}, so anything after that is fine.",
            "The booking is in the name of {full}.",
        ],
        question: &[
            "Would a room with two single beds be all right as well?",
            "Shall I look for a connection before or after {time}?",
        ],
        answer: &[
            "There are {n} rooms left on {day}, and the difference is {amount}.",
            "The hotel in {city} agrees to the change without a fee.",
            "The transfer now leaves at {time} from the same platform.",
        ],
        follow: &["Is breakfast still included?", "Do I have to print the new ticket or is the phone enough?"],
        solved: &[
            "Done: your booking {order} now starts on {day}, and the confirmation went to {mail}.",
            "I have moved it to {day} at {time}. There is nothing more to pay.",
        ],
        about: &["Booking {order} moved to {day}", "Trip to {city}: change of date"],
    },
    Talk {
        opening: &[
            "The {product} arrived broken today. The box was crushed on one side.",
            "I opened my parcel and the {product} has a long scratch.",
            "One part is missing from order {order}, so I cannot put it together.",
        ],
        assistant: &[
            "I am sorry to hear that. Please send a photo of the damage and of the label {code}.",
            "You can report damage within {n} days. Shall I start a claim for order {order}?",
        ],
        detail: &[
            "I have uploaded {n} photos; you can see the crack near the handle.",
            "The courier just threw it over the fence.",
            "The screws are there, but the left side panel is not.",
        ],
        question: &[
            "Would you rather have a new one or a discount of {amount}?",
            "Could you send a picture of the inside of the box too?",
        ],
        answer: &[
            "The photos are clear, thank you. I have opened claim {code} with the carrier.",
            "We have {n} left in {city}, so a new {product} can go out on {day}.",
            "You do not need to send the broken one back; please recycle it.",
        ],
        follow: &[
            "Do I have to pay for the return of such a heavy box?",
            "Will the new one be packed better this time?",
        ],
        solved: &[
            "A new {product} leaves tomorrow, and you will get the tracking number at {mail}.",
            "I have refunded {amount} for the damage, and you may keep the item.",
        ],
        about: &["{product} arrived broken", "Missing part in order {order}"],
    },
    Talk {
        opening: &[
            "I need an invoice for order {order} with our company name on it.",
            "The invoice of {date} shows the wrong address.",
            "Our accounting department cannot find the invoice over {amount}. Could you send it again?",
        ],
        assistant: &[
            "You can download every invoice at {link}, under \"My orders\".",
            "I can send the invoice for order {order} to {mail}. Is that right?",
        ],
        detail: &[
            "The right address is {address}, {city}.",
            "Please put our reference {code} on it as well.",
            "We need it before {day}, because the quarter ends then.",
        ],
        question: &["What is the exact company name that should be printed?", "Shall the tax number be on it as well?"],
        answer: &[
            "I have cancelled the old invoice and written a new one over {amount}.",
            "Invoices older than {n} years are kept in another archive, so this takes a minute.",
            "The new address is saved and will be used for all orders from now on.",
        ],
        follow: &["Can I get it as a file instead of on paper?", "Is the tax shown separately for each item?"],
        solved: &[
            "The corrected invoice for order {order} is in your inbox now.",
            "I have sent it to {mail}, with a copy for your accounting department.",
        ],
        about: &["Corrected invoice for order {order}", "Invoice over {amount} sent again"],
    },
    Talk {
        opening: &[
            "I was charged twice for order {order}: two times {amount} on {date}.",
            "There are two payments of {amount} on my statement, but I bought only one {product}.",
            "Why did you take {amount} from my card again? I already paid on {date}.",
        ],
        assistant: &[
            "Sometimes a reservation looks like a second payment; it disappears within {n} days.",
            "I see one payment of {amount} for order {order}. Let me check the second one.",
        ],
        detail: &[
            "Both are marked as final, not as pending.",
            "The card ends in {last4}, and the bank told me to ask you.",
            "I can send a screenshot of my bank statement.",
        ],
        question: &[
            "What are the last four digits of the card that was charged?",
            "At what time were the two payments made?",
        ],
        answer: &[
            "You are right: the payment page timed out at {time} and sent the request again.",
            "The second amount of {amount} has been marked as a duplicate by our bank.",
            "Our payment team confirms it, and nobody else used your card.",
        ],
        follow: &[
            "Will the bank charge me for being overdrawn because of this?",
            "How can I be sure that it will not happen again next month?",
        ],
        solved: &[
            "The second payment of {amount} is cancelled and should be back by {day}.",
            "I have sent the money back at {time}; the reference is {code}.",
        ],
        about: &["Charged twice: {amount} on {date}", "Duplicate payment for order {order}"],
    },
    Talk {
        opening: &[
            "Please cancel order {order}, I chose the wrong size.",
            "Can I still cancel the {product} that I ordered an hour ago?",
            "I want to cancel my subscription at the end of the month.",
        ],
        assistant: &[
            "Order {order} is being packed, so I can only try to stop it.",
            "You can cancel until {time} today at {link}.",
        ],
        detail: &[
            "I ordered {n} by mistake, I need only one.",
            "I found the same thing in a shop in {city}, and I do not want to wait.",
            "It has not been sent yet, at least that is what the page says.",
        ],
        question: &["Shall I cancel the whole order or only the {product}?", "May I ask why you would like to cancel?"],
        answer: &[
            "The warehouse stopped the order at {time}, just before the truck left.",
            "If the parcel comes anyway, simply refuse it and it travels back to us.",
            "Your subscription ends on {day}, and nothing more will be charged.",
        ],
        follow: &["Do I get back the {amount} in full?", "Can I order the other size at the same price?"],
        solved: &[
            "Order {order} is cancelled and {amount} goes back to your card.",
            "All done: it is cancelled, and the confirmation is on its way to {mail}.",
        ],
        about: &["Order {order} cancelled before shipping", "Cancelled: wrong size of {product}"],
    },
    Talk {
        opening: &[
            "I would like an appointment at the branch in {city}, if possible on {day}.",
            "I have to move my appointment of {day} at {time}.",
            "Do I need an appointment to open an account for my daughter?",
        ],
        assistant: &[
            "The branch in {city} has free times on {day} at {time}. Shall I book one?",
            "Please bring an identity card and a proof of address to your appointment.",
        ],
        detail: &[
            "I can only come after {time}, because I work until then.",
            "It is about a loan of {amount} for a new kitchen.",
            "An advisor who speaks Spanish would be great for my mother.",
        ],
        question: &["Would you like to meet in {city} or by video?", "How many people will come with you?"],
        answer: &[
            "On {day} there is one free hour left, from {time}.",
            "The advisor will call you on the number in your profile {n} minutes before.",
            "The branch in {city} is closed for building work until {day}.",
        ],
        follow: &["Is there a place to park a car near the branch?", "What happens if I am a few minutes late?"],
        solved: &[
            "Your appointment is on {day} at {time} in {city}. You will get a reminder the day before.",
            "I have moved it to {day}, {time}. See you there!",
        ],
        about: &["Appointment in {city} on {day}", "Appointment moved to {day}, {time}"],
    },
    Talk {
        opening: &[
            "My {product} stopped working after {n} months. Is it still under warranty?",
            "The zip of my {product} is broken. Can it be repaired?",
            "I bought the {product} on {date} and the battery does not charge any more.",
        ],
        assistant: &[
            "All our products have a warranty of {n} years. Do you have the order number?",
            "Please try a reset first: hold the button for {n} seconds. The steps are at {link}.",
        ],
        detail: &[
            "I tried the reset {n} times, and the light just blinks.",
            "I used it as described in the manual, nothing special.",
            "The serial number on the back is {code}.",
        ],
        question: &[
            "Could you describe the sound it makes when you switch it on?",
            "Is there any sign of water inside?",
        ],
        answer: &[
            "The warranty runs until {day}, so the repair is free.",
            "Our workshop in {city} needs about {n} days for this.",
            "This batch had a weak switch, so we replace it without asking for it back.",
        ],
        follow: &["Do I get something to use in the meantime?", "Does the new one have a full warranty again?"],
        solved: &[
            "I have sent a free label for the workshop to {mail}; please use the code {code}.",
            "A new {product} is reserved for you and ships on {day}.",
        ],
        about: &["Warranty repair of {product}", "Serial {code}: repair in {city}"],
    },
    Talk {
        opening: &[
            "My points for order {order} are missing.",
            "I have {number} points. What can I do with them before they expire on {day}?",
            "Why did I lose my gold level? I order from you every month.",
        ],
        assistant: &[
            "You have {number} points, and {n} of them expire on {day}.",
            "Points are added {n} days after delivery. The list is at {link}.",
        ],
        detail: &[
            "The order was delivered on {date}, so they should be there by now.",
            "I entered my membership number {code} when I paid.",
            "A friend in {city} got double points for the same thing.",
        ],
        question: &[
            "Did you pay with a voucher or with your card?",
            "Was the order placed with the mail address {mail}?",
        ],
        answer: &[
            "The double points were valid until {date}, but I can make an exception.",
            "Your level depends on the last twelve months; you are {amount} short.",
            "I have found the order in a second account with the same name and joined the two.",
        ],
        follow: &["Can I give my points to my sister?", "Can I use points and a voucher together?"],
        solved: &[
            "I have added {number} points; you will see them in a few minutes.",
            "You are back on gold until {day}. Thank you for staying with us!",
        ],
        about: &["Missing points for order {order}", "Member {code} asks about gold level"],
    },
    Talk {
        opening: &[
            "Your app crashes whenever I open the basket.",
            "The website shows an empty page after I enter my address.",
            "The search in the app does not find the {product}, although it is in stock.",
        ],
        assistant: &[
            "Please update the app to version {n}.{number} and try again.",
            "We know of a problem with the payment page since {time}; see {link}.",
        ],
        detail: &[
            "It happens on my phone and on my tablet, both with the newest version.",
            "The error says \"code {last4}\" and then everything is gone.",
            "It worked fine until the update of {date}.",
        ],
        question: &[
            "Which phone and which version of the app do you use?",
            "Does it also happen when you are not signed in?",
        ],
        answer: &[
            "Our developers found the cause: a voucher without an end date.",
            "A fix comes with version {n}.{number}, planned for {day}.",
            "Until then, please use the website in a private window.",
        ],
        follow: &["Will I lose what is in my basket?", "Can you place the order for me instead?"],
        solved: &[
            "The fix is live since {time}. Could you try once more?",
            "I have placed the order for you: it is number {order} over {amount}.",
        ],
        about: &["App crashes in the basket (code {last4})", "Checkout page empty since {date}"],
    },
];
