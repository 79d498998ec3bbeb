package vocab

// An Occupation is an occupation of a person, with its weight in each line of
// business.
type Occupation struct {
	Name string
	// Personal and Commercial are the weights in each line, 0 if the occupation
	// does not occur in it. They have different units.
	Personal, Commercial uint16
	// MinAge is the youngest plausible age.
	MinAge uint8
	// Trade is the word for it in a business name. It is empty if and only if
	// Commercial is 0.
	Trade string
	// Fleet is the kind of its vehicles. It is 0 if and only if Commercial is 0.
	Fleet Fleet
}

// A Fleet is the kind of vehicles that a trade uses. The assignment is
// illustrative.
type Fleet uint8

const (
	LightFleet     Fleet = iota + 1 // vans, pickups, few plain cars: trades that carry tools
	MixedFleet                      // these and medium trucks
	HeavyFleet                      // medium and heavy trucks, no tractors: trades that work with them
	TractorFleet                    // medium and heavy trucks, and tractors: trades that haul freight
	CarFleet                        // cars of all kinds: trades that carry no tools
	LimousineFleet                  // large and luxury cars
)

// Indexes in Occupations of those that decide the usage of a vehicle: farmers use
// it on the farm, and the others do not commute.
const (
	FarmerOccupation      = 54
	HomemakerOccupation   = 79
	NotEmployedOccupation = 109
)

// Indexes in Occupations of those that are likely at certain ages. By weight alone
// both would be rare, so a rule about the age selects them by index.
const (
	RetiredOccupation = 144
	StudentOccupation = 157
)

// Occupations is sorted by name. At every age from 16 on each line has at least
// one occupation.
//
// Personal weights: thousands employed, rounded, as in the Bureau of Labor
// Statistics' occupational employment of about 2023, from general knowledge. The
// published table was not available, so single values are illustrative. The
// weights of those that the survey does not count (Farmer, Homemaker, House
// Cleaner, Judge, Military Service Member, Not Employed, Retired, Student) are
// purely illustrative, as are the commercial weights, which are for trades and
// carriers with vehicles. Minimum ages follow from schooling, licensing and law
// (21 to drive a truck across state lines); others are illustrative.
var Occupations = [...]Occupation{
	{"Accountant", 1448, 0, 22, "", 0},
	{"Actuary", 26, 0, 22, "", 0},
	{"Administrative Assistant", 1740, 0, 18, "", 0},
	{"Aircraft Mechanic", 140, 0, 20, "", 0},
	{"Airline Pilot", 95, 0, 23, "", 0},
	{"Alarm Installer", 0, 8, 20, "Alarm Systems", LightFleet},
	{"Appliance Repairer", 40, 14, 19, "Appliance Repair", LightFleet},
	{"Arborist", 0, 16, 19, "Tree Care", MixedFleet},
	{"Architect", 115, 0, 24, "", 0},
	{"Assembler", 1460, 0, 18, "", 0},
	{"Attorney", 732, 0, 25, "", 0},
	{"Auto Mechanic", 677, 28, 18, "Auto Repair", LightFleet},
	{"Bakery Owner", 0, 14, 22, "Bakery", MixedFleet},
	{"Bank Teller", 347, 0, 18, "", 0},
	{"Barber", 15, 0, 18, "", 0},
	{"Bartender", 712, 0, 21, "", 0},
	{"Bookkeeper", 1500, 0, 20, "", 0},
	{"Bus Driver", 150, 0, 21, "", 0},
	{"Butcher", 140, 0, 18, "", 0},
	{"Carpenter", 697, 52, 18, "Carpentry", LightFleet},
	{"Cashier", 3298, 0, 16, "", 0},
	{"Caterer", 0, 24, 20, "Catering", LightFleet},
	{"Chef", 172, 0, 20, "", 0},
	{"Chemist", 84, 0, 22, "", 0},
	{"Chiropractor", 38, 0, 26, "", 0},
	{"Civil Engineer", 327, 0, 22, "", 0},
	{"Clergy Member", 57, 0, 24, "", 0},
	{"College Professor", 1300, 0, 27, "", 0},
	{"Computer Programmer", 120, 0, 20, "", 0},
	{"Concrete Contractor", 0, 26, 21, "Concrete", HeavyFleet},
	{"Construction Laborer", 1020, 0, 18, "", 0},
	{"Convenience Store Owner", 0, 14, 24, "Market", MixedFleet},
	{"Cook", 1400, 0, 16, "", 0},
	{"Correctional Officer", 365, 0, 20, "", 0},
	{"Courier", 0, 60, 18, "Courier", MixedFleet},
	{"Customer Service Representative", 2858, 0, 17, "", 0},
	{"Data Analyst", 190, 0, 21, "", 0},
	{"Database Administrator", 75, 0, 22, "", 0},
	{"Delivery Driver", 1000, 0, 18, "", 0},
	{"Dental Assistant", 365, 0, 18, "", 0},
	{"Dental Hygienist", 213, 0, 20, "", 0},
	{"Dentist", 114, 0, 26, "", 0},
	{"Dietitian", 73, 0, 23, "", 0},
	{"Dry Cleaner", 0, 6, 22, "Dry Cleaning", LightFleet},
	{"Drywall Contractor", 0, 16, 20, "Drywall", MixedFleet},
	{"Dump Truck Operator", 0, 24, 21, "Hauling", HeavyFleet},
	{"Electrical Engineer", 185, 0, 22, "", 0},
	{"Electrician", 712, 56, 19, "Electric", LightFleet},
	{"Elementary School Teacher", 1410, 0, 22, "", 0},
	{"Emergency Medical Technician", 165, 0, 18, "", 0},
	{"Equipment Rental Owner", 0, 6, 25, "Equipment Rental", MixedFleet},
	{"Event Planner", 120, 8, 21, "Events", CarFleet},
	{"Excavation Contractor", 0, 20, 21, "Excavating", HeavyFleet},
	{"Executive Assistant", 486, 0, 21, "", 0},
	{"Farmer", 150, 40, 18, "Farms", MixedFleet},
	{"Fence Installer", 0, 12, 18, "Fencing", MixedFleet},
	{"Financial Advisor", 272, 0, 22, "", 0},
	{"Financial Analyst", 325, 0, 22, "", 0},
	{"Firefighter", 310, 0, 19, "", 0},
	{"Fitness Trainer", 300, 0, 18, "", 0},
	{"Flight Attendant", 125, 0, 21, "", 0},
	{"Flooring Installer", 0, 20, 18, "Flooring", LightFleet},
	{"Florist", 0, 14, 20, "Floral", LightFleet},
	{"Food Service Manager", 244, 0, 21, "", 0},
	{"Food Service Worker", 3676, 0, 16, "", 0},
	{"Food Truck Owner", 0, 12, 21, "Food Truck", MixedFleet},
	{"Forklift Operator", 780, 0, 18, "", 0},
	{"Garage Door Installer", 0, 8, 19, "Garage Doors", LightFleet},
	{"General Contractor", 0, 70, 25, "Contracting", MixedFleet},
	{"Glazier", 50, 8, 19, "Glass", MixedFleet},
	{"Graphic Designer", 212, 0, 20, "", 0},
	{"Gutter Installer", 0, 8, 18, "Gutters", LightFleet},
	{"HVAC Technician", 397, 42, 19, "Heating and Cooling", LightFleet},
	{"Hair Stylist", 290, 0, 18, "", 0},
	{"Handyman", 0, 36, 18, "Home Repair", LightFleet},
	{"High School Teacher", 1050, 0, 22, "", 0},
	{"Home Care Agency Owner", 0, 14, 25, "Home Care", CarFleet},
	{"Home Health Aide", 3690, 0, 18, "", 0},
	{"Home Inspector", 0, 10, 22, "Home Inspection", CarFleet},
	{"Homemaker", 2500, 0, 18, "", 0},
	{"Hotel Desk Clerk", 262, 0, 18, "", 0},
	{"House Cleaner", 600, 44, 16, "Cleaning", LightFleet},
	{"Human Resources Specialist", 895, 0, 22, "", 0},
	{"Insurance Agent", 457, 0, 20, "", 0},
	{"Insurance Underwriter", 103, 0, 22, "", 0},
	{"Irrigation Contractor", 0, 10, 19, "Irrigation", LightFleet},
	{"Janitor", 2172, 0, 18, "", 0},
	{"Janitorial Contractor", 0, 24, 21, "Janitorial", LightFleet},
	{"Judge", 27, 0, 35, "", 0},
	{"Laboratory Technician", 340, 0, 20, "", 0},
	{"Landscaper", 930, 72, 16, "Landscaping", MixedFleet},
	{"Librarian", 130, 0, 24, "", 0},
	{"Licensed Practical Nurse", 630, 0, 19, "", 0},
	{"Limousine Operator", 0, 8, 25, "Limousine", LimousineFleet},
	{"Livestock Hauler", 0, 6, 21, "Livestock Transport", TractorFleet},
	{"Loan Officer", 302, 0, 21, "", 0},
	{"Locksmith", 15, 10, 19, "Lock and Key", LightFleet},
	{"Long-Haul Truck Driver", 0, 80, 21, "Freight", TractorFleet},
	{"Machinist", 300, 0, 19, "", 0},
	{"Mail Carrier", 330, 0, 18, "", 0},
	{"Maintenance Worker", 1500, 0, 18, "", 0},
	{"Market Research Analyst", 846, 0, 22, "", 0},
	{"Marketing Manager", 385, 0, 24, "", 0},
	{"Mason", 60, 18, 18, "Masonry", MixedFleet},
	{"Mechanical Engineer", 280, 0, 22, "", 0},
	{"Medical Assistant", 763, 0, 18, "", 0},
	{"Military Service Member", 1280, 0, 18, "", 0},
	{"Mobile Dog Groomer", 0, 8, 18, "Pet Grooming", LightFleet},
	{"Mover", 0, 24, 19, "Moving", MixedFleet},
	{"Not Employed", 1500, 0, 16, "", 0},
	{"Nurse Practitioner", 280, 0, 26, "", 0},
	{"Nursery Owner", 0, 8, 22, "Plant Nursery", MixedFleet},
	{"Nursing Assistant", 1351, 0, 17, "", 0},
	{"Occupational Therapist", 145, 0, 24, "", 0},
	{"Office Clerk", 2517, 0, 17, "", 0},
	{"Operations Manager", 3500, 0, 24, "", 0},
	{"Optometrist", 42, 0, 26, "", 0},
	{"Painter", 220, 44, 18, "Painting", LightFleet},
	{"Paralegal", 355, 0, 20, "", 0},
	{"Paramedic", 98, 0, 20, "", 0},
	{"Paving Contractor", 0, 14, 21, "Paving", HeavyFleet},
	{"Pest Control Operator", 0, 16, 19, "Pest Control", LightFleet},
	{"Pharmacist", 332, 0, 24, "", 0},
	{"Pharmacy Technician", 460, 0, 18, "", 0},
	{"Photographer", 52, 12, 18, "Photography", CarFleet},
	{"Physical Therapist", 240, 0, 25, "", 0},
	{"Physician", 820, 0, 26, "", 0},
	{"Physician Assistant", 145, 0, 25, "", 0},
	{"Plumber", 450, 56, 19, "Plumbing", LightFleet},
	{"Police Officer", 656, 0, 21, "", 0},
	{"Pool Service Technician", 0, 16, 18, "Pool Service", LightFleet},
	{"Postal Clerk", 80, 0, 18, "", 0},
	{"Preschool Teacher", 440, 0, 19, "", 0},
	{"Pressure Wash Operator", 0, 10, 18, "Pressure Washing", LightFleet},
	{"Project Manager", 881, 0, 23, "", 0},
	{"Property Manager", 270, 0, 22, "", 0},
	{"Psychologist", 70, 0, 27, "", 0},
	{"Real Estate Agent", 197, 26, 20, "Realty", CarFleet},
	{"Receptionist", 1007, 0, 17, "", 0},
	{"Registered Nurse", 3175, 0, 21, "", 0},
	{"Restaurant Owner", 0, 22, 24, "Kitchen", CarFleet},
	{"Restaurant Server", 2240, 0, 16, "", 0},
	{"Retail Salesperson", 3685, 0, 16, "", 0},
	{"Retail Supervisor", 1100, 0, 20, "", 0},
	{"Retired", 1500, 0, 55, "", 0},
	{"Roofer", 130, 30, 18, "Roofing", MixedFleet},
	{"Sales Representative", 1270, 0, 20, "", 0},
	{"School Bus Driver", 380, 0, 21, "", 0},
	{"School Principal", 300, 0, 28, "", 0},
	{"Security Guard", 1202, 0, 18, "", 0},
	{"Septic Service Operator", 0, 8, 21, "Septic", MixedFleet},
	{"Sign Installer", 0, 8, 20, "Signs", MixedFleet},
	{"Social Worker", 700, 0, 22, "", 0},
	{"Software Developer", 1657, 0, 20, "", 0},
	{"Solar Installer", 25, 12, 18, "Solar", LightFleet},
	{"Speech Therapist", 172, 0, 24, "", 0},
	{"Stock Clerk", 2870, 0, 16, "", 0},
	{"Student", 250, 0, 16, "", 0},
	{"Surveyor", 48, 8, 22, "Surveying", LightFleet},
	{"Systems Administrator", 325, 0, 20, "", 0},
	{"Tax Preparer", 80, 0, 20, "", 0},
	{"Teaching Assistant", 1300, 0, 18, "", 0},
	{"Tile Setter", 45, 14, 18, "Tile", LightFleet},
	{"Tow Truck Operator", 0, 18, 21, "Towing", MixedFleet},
	{"Trucking Company Owner", 0, 44, 25, "Trucking", TractorFleet},
	{"Upholsterer", 28, 4, 20, "Upholstery", LightFleet},
	{"Vending Machine Operator", 0, 8, 20, "Vending", MixedFleet},
	{"Veterinarian", 80, 8, 26, "Veterinary", LightFleet},
	{"Veterinary Technician", 120, 0, 19, "", 0},
	{"Warehouse Worker", 2984, 0, 18, "", 0},
	{"Web Developer", 90, 0, 19, "", 0},
	{"Welder", 420, 16, 18, "Welding", MixedFleet},
	{"Well Driller", 0, 4, 21, "Well Drilling", MixedFleet},
	{"Wholesale Distributor", 0, 18, 25, "Distributing", MixedFleet},
	{"Window Cleaner", 0, 14, 16, "Window Cleaning", LightFleet},
	{"Writer", 50, 0, 20, "", 0},
}
